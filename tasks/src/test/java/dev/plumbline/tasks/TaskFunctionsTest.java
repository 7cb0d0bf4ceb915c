package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.SandboxNeeded;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks with functions in Python, against lm-evaluation-harness 0.4.13 on the same files, through
 * src/test/python/task_functions.py.
 */
@Tag("integration")
class TaskFunctionsTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  /** Another Python, such as one that has the package datasets. */
  private static final Optional<Path> PYTHON =
      Optional.of(System.getProperty("plumbline.python", ""))
          .filter(python -> !python.isEmpty())
          .map(Path::of);

  @TempDir Path folder;

  private static Path functions() {
    try {
      return Path.of(TaskFunctionsTest.class.getResource("functions").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Task task(String name) {
    return TaskRegistry.builtIn().plus(functions()).select(List.of(name)).get(0);
  }

  private static PreparedTask prepared(String name, TaskCode code) {
    return PreparedTask.of(
        task(name),
        Datasets.in(functions().getParent()),
        PromptOptions.defaults(),
        DecodingOptions.defaults(),
        code,
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fn_letters", "fn_templates", "fn_listed", "fn_drawn", "fn_shuffled"})
  void documentsPromptsAndTargetsAreThoseOfLmEvaluationHarness(String name) throws IOException {
    SandboxNeeded.sandbox();
    PreparedTask task;
    try {
      task = prepared(name, new TaskCode(true, PYTHON));
    } catch (PlumblineException e) {
      Assumptions.assumeFalse(
          e.getMessage().contains("a shuffle needs the package numpy"), e.getMessage());
      throw e;
    }
    JsonNode expected = recorded(name);
    List<List<String>> args = new ArrayList<>();
    expected
        .get("args")
        .forEach(pair -> args.add(Arrays.asList(pair.get(0).asText(), pair.get(1).textValue())));
    assertThat(task.questions().stream().flatMap(q -> args(q.request()).stream()).toList())
        .isEqualTo(args);
    assertThat(task.questions().stream().map(Question::target).toList())
        .isEqualTo(
            JSON.convertValue(expected.get("targets"), new TypeReference<List<String>>() {}));
    assertThat(task.questions().stream().map(task::row).toList())
        .isEqualTo(
            JSON.readValue(
                expected.get("docs").toString(),
                new TypeReference<List<Map<String, Object>>>() {}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fn_judged",
        "fn_answered",
        "fn_matched",
        "fn_measured",
        "fn_several",
        "fn_classes",
        "fn_tagged",
        "fn_spans",
        "fn_repeated"
      })
  void answersAreJudgedAsLmEvaluationHarnessJudgesThem(String name) throws IOException {
    SandboxNeeded.sandbox();
    JsonNode recorded = recorded(name);
    try (PreparedTask task = prepared(name, new TaskCode(true, PYTHON))) {
      AnswerJudge judge = new AnswerJudge(Optional.empty());
      List<CompletableFuture<Outcome>> judged = new ArrayList<>();
      for (Question question : task.questions()) {
        judged.add(judge.judge(task, question, answer(recorded, question.document().number())));
      }
      List<Outcome> outcomes = judged.stream().map(CompletableFuture::join).toList();
      List<Map<Score, Double>> expected = new ArrayList<>();
      recorded.get("scores").forEach(document -> expected.add(scores(document)));
      assertThat(outcomes.stream().map(Outcome::metrics).toList()).isEqualTo(expected);
      Map<Score, Double> aggregated = new LinkedHashMap<>();
      outcomes
          .get(0)
          .parts()
          .keySet()
          .forEach(score -> aggregated.put(score, task.aggregated(score, items(outcomes, score))));
      assertThat(aggregated.keySet()).isEqualTo(scores(recorded.path("aggregated")).keySet());
      scores(recorded.path("aggregated"))
          .forEach(
              (score, value) ->
                  assertThat(aggregated.get(score)).as(score.key()).isCloseTo(value, within(1e-9)));
    }
  }

  private static Map<Score, Double> scores(JsonNode byFilter) {
    Map<Score, Double> values = new LinkedHashMap<>();
    byFilter.forEachEntry(
        (filter, metrics) ->
            metrics.forEachEntry(
                (metric, value) ->
                    values.put(
                        filter.equals("none") ? Score.of(metric) : new Score(metric, filter),
                        value.isBoolean()
                            ? (value.booleanValue() ? 1.0 : 0.0)
                            : value.doubleValue())));
    return values;
  }

  private static List<String> items(List<Outcome> outcomes, Score score) {
    return outcomes.stream()
        .map(outcome -> outcome.parts().get(score))
        .map(part -> part.match(numbers -> numbers.aggregation().label(), Part.Item::item))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fn_tagged", "fn_spans"})
  void filtersThatLeaveOtherThanATextAreThoseOfLmEvaluationHarness(String name) throws IOException {
    JsonNode recorded = recorded(name);
    Task task = task(name);
    for (int number = 0; number < recorded.get("filtered").size(); number++) {
      Doc doc = new Doc(Map.of(), "row " + number);
      String text = recorded.get("answers").get(number).get(1).textValue();
      for (FilterPipeline filter : task.definition().format().filters()) {
        assertThat(filter.apply(List.of(text), doc).value())
            .as(filter.name())
            .isEqualTo(
                JSON.convertValue(
                    recorded.get("filtered").get(number).get(filter.name()), Object.class));
      }
    }
  }

  @Test
  void aFunctionThatGivesNoNumberIsToldInOneLine() {
    SandboxNeeded.sandbox();
    try (PreparedTask task = prepared("fn_tagged", new TaskCode(true, PYTHON))) {
      assertThatThrownBy(() -> task.aggregated(new Score("acc", "tags"), List.of("[\"X\", []]")))
          .isInstanceOf(PlumblineException.class)
          .hasMessageMatching("metrics.py:\\d+ in tags_right: (ZeroDivisionError|IndexError): .*");
    }
  }

  private static Answer answer(JsonNode recorded, int document) {
    List<Float> sums = new ArrayList<>();
    List<Boolean> greedy = new ArrayList<>();
    for (JsonNode answer : recorded.get("answers")) {
      if (answer.get(0).intValue() == document) {
        if (answer.get(1).isTextual()) {
          return new Answer.Generation(answer.get(1).textValue(), List.of());
        }
        if (answer.get(1).get(0).isTextual()) {
          List<String> texts =
              JSON.convertValue(answer.get(1), new TypeReference<List<String>>() {});
          return new Answer.Generation(
              texts.get(0), List.of(), Recorded.NONE, texts.subList(1, texts.size()));
        }
        sums.add(answer.get(1).get(0).floatValue());
        greedy.add(answer.get(1).get(1).booleanValue());
      }
    }
    return new Answer.Loglikelihoods(sums, greedy);
  }

  private static JsonNode recorded(String name) throws IOException {
    for (JsonNode task : Golden.json("function-prompts.json")) {
      if (task.get("task").asText().equals(name)) {
        return task;
      }
    }
    throw new AssertionError(name + " was not recorded");
  }

  private static List<List<String>> args(Request request) {
    return request.match(
        choices ->
            choices.continuations().stream()
                .map(continuation -> List.of(choices.context(), continuation))
                .toList(),
        generation -> List.of(Arrays.asList(generation.context(), null)));
  }

  @Test
  void withoutTheOptionNothingRunsAndTheLineNamesIt() {
    assertThatThrownBy(() -> prepared("fn_letters", TaskCode.never()))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "task fn_letters: "
                + functions().resolve("parts/shape.py")
                + ": shape.process is a Python function of the task; --allow-task-code runs it in a"
                + " sandbox");
    assertThat(TaskRegistry.validate(functions().resolve("listed.yaml"))).isEmpty();
    assertThat(task("fn_letters").functions())
        .containsExactly("shape.process", "utils.question", "utils.choices", "utils.target");
  }

  @Test
  void filesThatWereImportedAreNamedByTheirPathInTheFolder() {
    SandboxNeeded.sandbox();
    assertThat(prepared("fn_letters", TaskCode.sandboxed()).codeFiles())
        .containsOnlyKeys("parts/shape.py", "utils.py");
  }

  private List<String> findings(String text) throws IOException {
    Path yaml = Files.writeString(folder.resolve("mine.yaml"), text);
    return TaskRegistry.validate(yaml).stream()
        .map(finding -> finding.toString().replace(folder.toString(), "FOLDER"))
        .toList();
  }

  @Test
  void aPythonFileThatIsNotThereIsAFinding() throws IOException {
    assertThat(
            findings(
                """
                task: mine
                dataset_path: me/mine
                test_split: test
                doc_to_text: !function absent.text
                doc_to_target: a
                process_results: !function absent.results
                """))
        .containsExactly(
            "FOLDER/mine.yaml:4: doc_to_text: !function absent.text: there is no FOLDER/absent.py",
            "FOLDER/mine.yaml:6: process_results: !function absent.results: there is no"
                + " FOLDER/absent.py");
  }

  @Test
  void aTaskThatIsAClassIsRefused() throws IOException {
    assertThat(findings("task: mine\nclass: !function task.Mine\n"))
        .containsExactly(
            "FOLDER/mine.yaml:2: class: is not supported: a task that is a Python class; only"
                + " functions of task files run");
  }
}
