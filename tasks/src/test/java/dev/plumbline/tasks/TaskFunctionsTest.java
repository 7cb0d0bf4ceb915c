package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.tasks.code.SandboxNeeded;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks with functions in Python, against lm-evaluation-harness 0.4.13 on the same files, through
 * src/test/python/task_functions.py.
 */
class TaskFunctionsTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  /** Another Python, such as one that has the package datasets. */
  private static final Optional<Path> PYTHON =
      Optional.ofNullable(System.getProperty("plumbline.python")).map(Path::of);

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
        OptionalInt.empty());
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
    for (JsonNode expected : Golden.json("function-prompts.json")) {
      if (expected.get("task").asText().equals(name)) {
        List<List<String>> args = new ArrayList<>();
        expected
            .get("args")
            .forEach(
                pair ->
                    args.add(
                        java.util.Arrays.asList(pair.get(0).asText(), pair.get(1).textValue())));
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
        return;
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
        generation -> List.of(java.util.Arrays.asList(generation.context(), null)));
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

  @Test
  void aFileThatIsNotThereAndAClassAreFindings() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            task: mine
            class: !function task.Mine
            dataset_path: me/mine
            test_split: test
            doc_to_text: !function absent.text
            doc_to_target: a
            """);
    assertThat(TaskRegistry.validate(yaml).toString())
        .contains("2: class: is not supported: a task that is a Python class")
        .contains(
            "5: doc_to_text: !function absent.text: there is no " + folder.resolve("absent.py"));
  }
}
