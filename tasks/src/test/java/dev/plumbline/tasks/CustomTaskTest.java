package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
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
    Outcome outcome = task.judge(question, answer(score.get("answer")));
    String filter = score.path("filter").asText("none");
    if (score.has("filtered")) {
      softly.assertThat(filtered(outcome).get(filter)).isEqualTo(score.get("filtered").asText());
    }
    for (Map.Entry<String, JsonNode> metric : score.get("metrics").properties()) {
      Score key = new Score(metric.getKey(), filter.equals("none") ? "" : filter);
      softly
          .assertThat(outcome.metrics().get(key))
          .as("%s of %s", key, score)
          .isEqualTo(metric.getValue().asDouble());
    }
  }

  /** What each filter took from the generation that was judged. */
  static Map<String, String> filtered(Outcome outcome) {
    return outcome
        .response()
        .orElseThrow()
        .match(choice -> Map.of(), Response.Generation::filtered, programs -> Map.of());
  }

  static Answer text(String generation) {
    return new Answer.Generation(generation, List.of());
  }

  private static Answer answer(JsonNode answer) {
    if (answer.isTextual()) {
      return text(answer.asText());
    }
    List<Float> sums = new ArrayList<>();
    List<Boolean> greedy = new ArrayList<>();
    answer.forEach(
        pair -> {
          sums.add(pair.get(0).floatValue());
          greedy.add(pair.get(1).asBoolean());
        });
    return new Answer.Loglikelihoods(sums, greedy);
  }

  @Test
  void answerIsUnparsedOnlyWhenEverySearchFails() {
    PreparedTask task = prepared("sums", PromptOptions.defaults());
    Question question = task.questions().get(0);
    assertThat(task.judge(question, text("nothing"))).isInstanceOf(Outcome.Unparsed.class);
    assertThat(task.judge(question, text("it is 4"))).isInstanceOf(Outcome.Scored.class);
    assertThat(filtered(task.judge(question, text("nothing"))))
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
        """
        {"q": {"t": "x"}, "a": "b"}
        {"q": {"u": "y"}, "a": "c"}
        {"q": {"t": "z"}, "a": "d"}
        """);
    Path yaml = write("dataset_path: json", "dataset_kwargs: {data_files: {test: rows.jsonl}}");
    Files.writeString(yaml, Files.readString(yaml).replace("{{ q }}", "{{ q.t }}"));
    PreparedTask task = prepare(yaml);
    assertThat(task.questions())
        .extracting(question -> question.document().number())
        .containsExactly(0, 2);
    assertThat(task.unaskable()).containsOnlyKeys(new DocumentId("mine", 1));
    assertThat(task.unaskable().get(new DocumentId("mine", 1)))
        .startsWith(folder.resolve("rows.jsonl") + ", row 2: doc_to_text: ")
        .contains("'dict' has no attribute 't'");
    assertThat(task.questions().get(1).target()).isEqualTo("d");
  }

  @Test
  void trueIsIndexOneAndAnAnswerThatIsNoChoiceIsWrong() throws IOException {
    Files.writeString(
        folder.resolve("rows.jsonl"),
        """
        {"q": "Ice?", "a": true}
        {"q": "Fire?", "a": false}
        """);
    Files.writeString(folder.resolve("more.jsonl"), "{\"q\": \"Who?\", \"a\": 7}\n");
    PreparedTask task = prepare(choices("rows.jsonl"));
    assertThat(task.doubts()).isEmpty();
    Answer second = new Answer.Loglikelihoods(List.of(-2f, -1f), List.of(false, true));
    assertThat(task.judge(task.questions().get(0), second).metrics())
        .containsEntry(Score.of("acc"), 1.0);
    assertThat(task.judge(task.questions().get(1), second).metrics())
        .containsEntry(Score.of("acc"), 0.0);
    assertThat(task.questions()).extracting(Question::target).containsExactly("True", "False");

    PreparedTask none = prepare(choices("more.jsonl"));
    assertThat(none.doubts())
        .containsExactly(
            folder.resolve("more.jsonl")
                + ", row 1: the right answer 7 is none of the 2 choices, so that every answer is"
                + " wrong");
    assertThat(none.judge(none.questions().get(0), second).metrics())
        .containsEntry(Score.of("acc"), 0.0)
        .containsEntry(Score.of("exact_match"), 0.0);
  }

  private Path choices(String rows) throws IOException {
    return write(
        "dataset_path: json",
        "dataset_kwargs: {data_files: {test: %s}}".formatted(rows),
        "output_type: multiple_choice",
        "doc_to_choice: [no, yes]",
        "metric_list: [{metric: acc}, {metric: exact_match}]");
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
  void clonedDataSetAndHubsCacheAreRead() throws IOException {
    Path clone = Files.createDirectories(folder.resolve("me/facts/data"));
    Files.writeString(clone.resolve("test-00000-of-00002.jsonl"), "{\"q\": \"1\", \"a\": \"x\"}\n");
    Files.writeString(clone.resolve("test-00001-of-00002.jsonl"), "{\"q\": \"2\", \"a\": \"y\"}\n");
    PreparedTask cloned = prepare(write("dataset_path: me/facts"));
    assertThat(cloned.questions()).extracting(Question::target).containsExactly("x", "y");
    assertThat(cloned.dataFiles()).hasSize(2);
    Path snapshot = Files.createDirectories(folder.resolve("datasets--you--more/snapshots/a1"));
    Files.writeString(snapshot.resolve("test.csv"), "q,a\nNA,5\n");
    PreparedTask fetched = prepare(write("dataset_path: you/more"));
    assertThat(fetched.questions()).extracting(Question::target).containsExactly("5");
  }

  @Test
  void absoluteDataFilesAreReadWhereTheyLieInOneOfTheFolders(@TempDir Path data)
      throws IOException {
    Path rows = Files.writeString(data.resolve("rows.jsonl"), "{\"q\": \"1\", \"a\": \"x\"}\n");
    Path yaml =
        write("dataset_path: json", "dataset_kwargs: {data_files: {test: %s}}".formatted(rows));
    Task task = TaskRegistry.builtIn().plus(yaml).select(List.of("mine")).get(0);
    PreparedTask prepared =
        PreparedTask.of(task, Datasets.in(data), PromptOptions.defaults(), OptionalInt.empty());
    assertThat(prepared.questions()).hasSize(1);
    assertThatThrownBy(() -> prepare(yaml)).hasMessageContaining("leaves the folder");
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
    assertThat(task.judge(task.questions().get(0), text("x".repeat(200))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.error())
                    .startsWith("task mine, document 0: the regular expression (.*)"));
  }

  @Test
  void replyOfTheWrongKindIsABug() throws IOException {
    PreparedTask task = prepared("sums", PromptOptions.defaults());
    assertThatThrownBy(
            () ->
                task.judge(
                    task.questions().get(0),
                    new Answer.Loglikelihoods(List.of(-1.0f), List.of(true))))
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
