package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders of task files give the names, groups and patterns that they give lm-evaluation-harness
 * (recorded by {@code task_folders.py}), and what is broken there is nobody else's trouble.
 */
class TaskFolderTest {
  private static final JsonNode RECORDED = Golden.json("folders.json");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    for (Map.Entry<String, JsonNode> file : RECORDED.get("files").properties()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue().asText());
    }
  }

  private TaskRegistry registry() {
    return TaskRegistry.builtIn().plus(folder);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  @Test
  void namesAreThoseOfTheHarness() {
    TaskIndex index = TaskIndex.of(folder);
    assertThat(index.names()).containsExactlyElementsOf(keys(RECORDED.get("index")));
    for (Map.Entry<String, JsonNode> expected : RECORDED.get("index").properties()) {
      String name = expected.getKey();
      TaskIndex.Entry entry = index.entries().get(name);
      switch (expected.getValue().get("kind").asText()) {
        case "TAG" ->
            assertThat(index.tagged(name))
                .as(name)
                .containsExactlyElementsOf(texts(expected.getValue().get("tags")));
        case "GROUP" -> assertThat(entry.heading().kind()).isEqualTo(TaskHeading.Kind.GROUP);
        default -> assertThat(entry.heading().kind()).isEqualTo(TaskHeading.Kind.TASK);
      }
      if (entry != null) {
        assertThat(entry.source().name())
            .isEqualTo(folder.resolve(expected.getValue().get("file").asText()).toString());
      }
    }
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void patternsMatchAsPythonsFnmatch() {
    for (Map.Entry<String, JsonNode> pattern : RECORDED.get("patterns").properties()) {
      assertThat(NamePattern.matching(pattern.getKey(), TaskIndex.of(folder).names()))
          .as(pattern.getKey())
          .isEqualTo(texts(pattern.getValue()));
    }
    assertThat(registry().select(List.of("[a-b]", " c ", "")))
        .extracting(Task::name)
        .containsExactly("a", "b", "c");
  }

  @Test
  void groupsAreTakenApartAsTheHarnessDoes() {
    for (Map.Entry<String, JsonNode> group : RECORDED.get("selected").properties()) {
      SelectedTasks selected = registry().selected(List.of(group.getKey()));
      List<TaskGroup> expected = new ArrayList<>();
      group.getValue().get("groups").forEach(each -> expected.add(group(each)));
      assertThat(selected.groups()).isEqualTo(expected);
      JsonNode fewshot = group.getValue().get("num_fewshot");
      assertThat(selected.tasks()).extracting(Task::name).isEqualTo(keys(fewshot));
      assertThat(selected.tasks())
          .allMatch(task -> task.numFewshot() == fewshot.get(task.name()).asInt());
    }
  }

  private static TaskGroup group(JsonNode recorded) {
    List<TaskGroup.Metric> metrics = new ArrayList<>();
    recorded
        .get("metrics")
        .forEach(
            metric ->
                metrics.add(
                    new TaskGroup.Metric(
                        metric.get("metric").asText(),
                        metric.get("filters").isNull()
                            ? Optional.empty()
                            : Optional.of(texts(metric.get("filters"))),
                        metric.get("weight_by_size").asBoolean())));
    return new TaskGroup(
        recorded.get("name").asText(),
        Optional.of(recorded.get("alias").asText()).filter(text -> !text.equals("null")),
        Optional.of(recorded.get("version").asText()).filter(text -> !text.equals("N/A")),
        texts(recorded.get("tasks")),
        metrics);
  }

  @Test
  void brokenFilesAreNamedByTheListAlone() {
    assertThat(registry().select(List.of("letters"))).hasSize(5);
    TaskList list = registry().list();
    assertThat(list.tasks()).extracting(Task::name).contains("a", "inherited", "gsm8k");
    assertThat(list.groups()).containsExactly("letters_group", "outer");
    assertThat(list.mistakes())
        .extracting(Finding::toString)
        .containsExactlyInAnyOrder(
            folder
                + "/broken.yaml:2: found character '\\t(TAB)' that cannot start any token. (Do not"
                + " use \\t(TAB) for indentation)",
            folder + "/list.yaml:1: is not a task file: it holds no YAML mapping",
            folder + "/lost.yaml:1: include: no file " + folder + "/nowhere.yaml",
            folder
                + "/old.yaml:1: group: is not a name; tasks that are selected together carry a"
                + " tag",
            folder
                + "/class.yaml:2: class: is not supported: a task that is a Python class; only functions of task files run");
    assertThatThrownBy(() -> registry().select(List.of("pythonic")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("class.yaml:2: class: is not supported");
    assertThatThrownBy(() -> registry().select(List.of("inheritd")))
        .hasMessage(
            "unknown task or tag 'inheritd'; did you mean inherited? (4 files could not be read;"
                + " plumbline tasks list names them)");
  }

  @Test
  void fileThatIsAskedInsteadOfAnotherIsNamed() throws IOException {
    Files.writeString(folder.resolve("g.yaml"), "include: _base.yaml\ntask: gsm8k\n");
    assertThat(registry().selected(List.of("gsm8k", "a")).notes())
        .containsExactly(
            "gsm8k: %s/g.yaml is asked, instead of built in: gsm8k.yaml".formatted(folder),
            "a: %1$s/a.yaml is asked, instead of %1$s/twice.yaml".formatted(folder));
  }

  @Test
  void taskOfOtherSettingsCannotBeThereTwice() {
    assertThatThrownBy(() -> registry().select(List.of("e", "outer")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("the task e is selected twice, with other settings; a run has a task once");
  }

  @Test
  void mistakesInGroupsAreNamed() throws IOException {
    assertThat(mistake("task: [a, nothing]\n"))
        .isEqualTo(":2: task: 'nothing' is no known task, group or tag");
    assertThat(mistake("task: a\n")).isEqualTo(":2: task: must be the list of the group's tasks");
    assertThat(mistake("task: [g]\n")).isEqualTo(":2: task: the group g holds itself");
    assertThat(mistake("task:\n  - {task: letters, num_fewshot: 1}\n"))
        .startsWith(":3: task.task: settings are for a single task;");
    assertThat(mistake("task: [a]\naggregate_metric_list: [{metric: acc, aggregation: median}]\n"))
        .isEqualTo(
            ":3: aggregate_metric_list[0].aggregation: only mean is supported: the mean of the"
                + " tasks' scores");
  }

  private String mistake(String group) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "group: g\n" + group);
    try {
      registry().select(List.of("g"));
    } catch (PlumblineException e) {
      return e.getMessage().replace(file.toString(), "");
    }
    throw new AssertionError("accepted: " + group);
  }

  @Test
  void definitionHasTheIncludedKeysAndReadsBackAsTheSameTask() throws IOException {
    Files.writeString(
        folder.resolve("shown.yaml"),
        "include: _base.yaml\ntask: shown\nnum_fewshot: 2\nprocess_docs: !function utils.f\n");
    String shown = registry().definitions("shown").get(0);
    assertThat(shown)
        .startsWith("# " + folder.resolve("shown.yaml") + "\n")
        .contains("doc_to_text: '{{q}}'\n", "num_fewshot: 2\n", "!function 'utils.f'\n")
        .doesNotContain("include");
    String a = registry().definitions("a").get(0);
    Path again = Files.writeString(folder.resolve("again.yaml"), a.replace("task: a", "task: z"));
    assertThat(TaskRegistry.validate(again)).isEmpty();
    assertThat(registry().definitions("letters")).hasSize(6);
  }

  @Test
  void limitBelowOneIsAPartRoundedUp() {
    assertThat(new DocumentLimit(0.1).of(1319)).isEqualTo(132);
    assertThat(new DocumentLimit(0.5).of(1)).isEqualTo(1);
    assertThat(new DocumentLimit(7.0).of(5)).isEqualTo(5);
    assertThat(new DocumentLimit(7.0).value()).isEqualTo(7);
    for (double wrong : new double[] {0, -1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> new DocumentLimit(wrong)).isInstanceOf(PlumblineException.class);
    }
  }
}
