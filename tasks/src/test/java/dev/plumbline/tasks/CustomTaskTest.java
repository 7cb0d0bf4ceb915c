package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's own tasks, without Java: against lm-evaluation-harness 0.4.13 on the same files, through
 * src/test/python/lm_eval_prompts.py.
 */
class CustomTaskTest {
  @TempDir Path folder;

  private static Path custom() {
    try {
      return Path.of(CustomTaskTest.class.getResource("custom").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedTask prepared(String name, PromptOptions options) {
    Task task = TaskRegistry.builtIn().plus(custom()).select(List.of(name)).get(0);
    return PreparedTask.of(task, Datasets.in(custom()), options, OptionalInt.empty());
  }

  @Test
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs tiny-raven's chat template; set PLUMBLINE_SHARED")
  void promptsAreTheSameInEveryMode() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : Golden.json("custom-prompts.json")) {
      if (expected.has("args")) {
        PromptOptions options = PromptModesTest.options(expected, OptionalInt.empty());
        PreparedTask task = prepared(expected.get("task").asText(), options);
        softly
            .assertThat(
                task.questions().stream()
                    .flatMap(question -> PromptModesTest.arguments(question).stream())
                    .toList())
            .isEqualTo(PromptModesTest.arguments(expected.get("args")));
      }
    }
    softly.assertAll();
  }

  @Test
  void targetsFiltersAndMetricsAreTheSame() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : Golden.json("custom-prompts.json")) {
      if (expected.has("scores")) {
        PreparedTask task = prepared(expected.get("task").asText(), PromptOptions.defaults());
        softly
            .assertThat(task.questions().stream().map(Question::target).toList())
            .isEqualTo(Golden.value(expected.get("targets")));
        expected.get("scores").forEach(score -> compare(softly, task, score));
      }
    }
    softly.assertAll();
  }

  private static void compare(SoftAssertions softly, PreparedTask task, JsonNode score) {
    Question question = task.questions().get(score.get("doc_id").asInt());
    Judgement judgement = task.judge(question, reply(score.get("answer")));
    String filter = score.path("filter").asText(MetricKey.NO_FILTER);
    if (score.has("filtered")) {
      softly.assertThat(judgement.filtered().get(filter)).isEqualTo(score.get("filtered").asText());
    }
    for (Map.Entry<String, JsonNode> metric : score.get("metrics").properties()) {
      String key = new MetricKey(metric.getKey(), filter, true).key();
      softly
          .assertThat(judgement.metrics().get(key))
          .as("%s of %s", key, score)
          .isEqualTo(metric.getValue().asDouble());
    }
  }

  private static Reply reply(JsonNode answer) {
    if (answer.isTextual()) {
      return new Reply.Text(answer.asText());
    }
    List<Double> loglikelihoods = new ArrayList<>();
    List<Boolean> greedy = new ArrayList<>();
    answer.forEach(
        pair -> {
          loglikelihoods.add(pair.get(0).asDouble());
          greedy.add(pair.get(1).asBoolean());
        });
    return new Reply.Loglikelihoods(loglikelihoods, greedy);
  }

  @Test
  void answerIsUnparsedOnlyWhenEverySearchFails() {
    PreparedTask task = prepared("sums", PromptOptions.defaults());
    Question question = task.questions().get(0);
    assertThat(task.judge(question, new Reply.Text("nothing")).parsed()).isFalse();
    assertThat(task.judge(question, new Reply.Text("it is 4")).parsed()).isTrue();
    assertThat(task.judge(question, new Reply.Text("nothing")).filtered())
        .containsExactly(Map.entry("last-number", "[invalid]"), Map.entry("word", "?"));
  }

  @Test
  void rowWithoutAFieldIsNamed() throws IOException {
    Files.writeString(folder.resolve("rows.jsonl"), "{\"a\": \"c\"}\n");
    Path yaml = write("dataset_path: json", "dataset_kwargs: {data_files: {test: rows.jsonl}}");
    assertThatThrownBy(() -> prepare(yaml))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "task mine: %s, row 1: doc_to_text: 'q' is undefined; the row has [a]",
            folder.resolve("rows.jsonl"));
  }

  @Test
  void laterRowThatCannotBeAskedLeavesTheOthersAsTheyAre() throws IOException {
    Files.writeString(
        folder.resolve("rows.jsonl"),
        "{\"q\": \"x\", \"a\": \"b\"}\n{\"a\": \"c\"}\n{\"q\": \"z\", \"a\": \"d\"}\n");
    PreparedTask task =
        prepare(write("dataset_path: json", "dataset_kwargs: {data_files: {test: rows.jsonl}}"));
    assertThat(task.questions()).extracting(Question::docId).containsExactly(0, 2);
    assertThat(task.unaskable())
        .containsExactly(
            Map.entry(
                1,
                folder.resolve("rows.jsonl")
                    + ", row 2: doc_to_text: 'q' is undefined; the row has [a]"));
    assertThat(task.questions().get(1).target()).isEqualTo("d");
  }

  @Test
  void missingDataFileSaysWhereItIsExpected() throws IOException {
    Path yaml = write("dataset_path: me/facts");
    assertThatThrownBy(() -> prepare(yaml))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "task mine: no data for split 'test' of me/facts: expected %s; put it there"
                + " (.jsonl, .json, .csv or .parquet, gzipped or not)",
            folder.resolve("facts/test.jsonl"));
  }

  @Test
  void tooFewExamplesAreRefused() throws IOException {
    Files.writeString(folder.resolve("facts_test.jsonl"), "{\"q\": \"a\", \"a\": \"b\"}\n");
    Path yaml = write("dataset_path: me/facts", "num_fewshot: 3");
    assertThatThrownBy(() -> prepare(yaml))
        .hasMessage(
            "task mine: 3 few-shot examples are needed, but only 1 are there; ask for fewer");
  }

  @Test
  void runawayRegexOfATaskFileEndsWithTheTaskAndDocument() throws IOException {
    Files.writeString(folder.resolve("facts_test.jsonl"), "{\"q\": \"a\", \"a\": \"b\"}\n");
    Path yaml =
        write(
            "dataset_path: me/facts",
            "filter_list:",
            "- name: f",
            "  filter:",
            "  - {function: regex, regex_pattern: '" + "(.*)".repeat(9) + "y'}");
    PreparedTask task = prepare(yaml);
    assertThatThrownBy(() -> task.judge(task.questions().get(0), new Reply.Text("x".repeat(200))))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith("task mine, document 0: the regular expression (.*)");
  }

  @Test
  void replyOfTheWrongKindIsABug() throws IOException {
    PreparedTask task = prepared("sums", PromptOptions.defaults());
    assertThatThrownBy(
            () ->
                task.judge(
                    task.questions().get(0),
                    new Reply.Loglikelihoods(List.of(-1.0), List.of(true))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path write(String... more) throws IOException {
    Path yaml = folder.resolve("mine.yaml");
    Files.writeString(
        yaml,
        "task: mine\ntest_split: test\ndoc_to_text: '{{ q }}?'\ndoc_to_target: a\n"
            + String.join("\n", more)
            + "\n");
    return yaml;
  }

  private PreparedTask prepare(Path yaml) {
    Task task = TaskRegistry.builtIn().plus(yaml).select(List.of("mine")).get(0);
    return PreparedTask.of(
        task, Datasets.in(folder), PromptOptions.defaults(), OptionalInt.empty());
  }
}
