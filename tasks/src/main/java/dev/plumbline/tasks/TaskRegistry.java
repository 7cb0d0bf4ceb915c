package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Finding;
import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.Nearest;
import dev.plumbline.protocol.text.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tasks that can be selected: those built in, and a user's own YAML files. Immutable. */
public final class TaskRegistry {
  private final TaskFormats formats;
  private final TaskIndex index;

  private TaskRegistry(TaskFormats formats, TaskIndex index) {
    this.formats = formats;
    this.index = index;
  }

  /** The tasks that come with Plumbline. */
  public static TaskRegistry builtIn() {
    return builtIn(TaskFormats.STANDARD);
  }

  /** The same, for task files that may name other formats too. */
  static TaskRegistry builtIn(TaskFormats formats) {
    return new TaskRegistry(formats, TaskIndex.of(TaskSource.BuiltIn.all()));
  }

  /**
   * This registry with more tasks and groups; one of a known name replaces it.
   *
   * @param yamlFileOrFolder a file, which is judged at once; or a folder searched for {@code
   *     *.yaml} and {@code *.yml} at any depth, whose files are judged when their tasks are
   *     selected: there, files without a {@code task} or {@code group} key are parts to include
   * @throws PlumblineException naming file, line and key of the first mistake
   */
  public TaskRegistry plus(Path yamlFileOrFolder) {
    if (Files.isDirectory(yamlFileOrFolder)) {
      return new TaskRegistry(formats, index.plus(TaskIndex.of(yamlFileOrFolder)));
    }
    List<Finding> findings = findings(yamlFileOrFolder, formats);
    if (!findings.isEmpty()) {
      throw TaskReader.exception(findings);
    }
    return new TaskRegistry(formats, index.plus(TaskIndex.of(List.of(source(yamlFileOrFolder)))));
  }

  private static TaskSource source(Path file) {
    return new TaskSource.UserFile(file, file.toAbsolutePath().getParent());
  }

  /** Every mistake in a task file, in the order of its lines; empty where it is right. */
  public static List<Finding> validate(Path yamlFile) {
    return findings(yamlFile, TaskFormats.STANDARD);
  }

  private static List<Finding> findings(Path file, TaskFormats formats) {
    Findings findings = Findings.collected();
    Optional<YamlMap> yaml = TaskFile.read(source(file), findings);
    if (yaml.isPresent() && yaml.get().has("group") && !yaml.get().has("class")) {
      GroupMetrics.read(yaml.get());
      return findings.list();
    }
    TaskReader.Result result = TaskReader.read(source(file), formats);
    if (result.findings().isEmpty() && result.definition().isEmpty()) {
      return List.of(new Finding(file.toString(), 1, "task", "is missing"));
    }
    return result.findings().list();
  }

  /**
   * The named tasks in the given order, each once.
   *
   * @param names of tasks, groups and tags, or patterns of names such as {@code gsm8k*}; a tag or
   *     pattern stands for what it matches in the order of names
   * @throws PlumblineException for an unknown name, naming the nearest known ones; naming file,
   *     line and key of the first mistake in what is selected
   */
  public List<Task> select(List<String> names) {
    return selected(names).tasks();
  }

  /** As {@link #select}, with the groups. */
  public SelectedTasks selected(List<String> names) {
    TaskSelector selector = new TaskSelector(index, formats);
    names.stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(name -> matching(name).forEach(selector::take));
    return selector.selected();
  }

  /** The entries that a name stands for. */
  private List<TaskIndex.Entry> matching(String name) {
    List<String> names = new ArrayList<>();
    for (String known :
        NamePattern.isPattern(name) ? NamePattern.matching(name, index.names()) : List.of(name)) {
      if (index.entries().containsKey(known)) {
        names.add(known);
      } else {
        names.addAll(index.tagged(known));
      }
    }
    if (names.isEmpty()) {
      throw unknown(name);
    }
    return names.stream().map(index.entries()::get).toList();
  }

  private PlumblineException unknown(String name) {
    String hint = Nearest.hint(name, index.names());
    String known = hint.isEmpty() ? known() : hint;
    String unread =
        index.unreadable().isEmpty()
            ? ""
            : " (%d files could not be read; plumbline tasks list names them)"
                .formatted(index.unreadable().size());
    return new PlumblineException("unknown task or tag '" + name + "'" + known + unread);
  }

  private String known() {
    int most = 100;
    List<String> names = List.copyOf(index.names());
    return "; known are "
        + String.join(", ", names.subList(0, Math.min(most, names.size())))
        + (names.size() > most ? " and " + (names.size() - most) + " more" : "");
  }

  /**
   * The definition of each task or group that a name stands for, as YAML: its file's keys with
   * those that it includes.
   *
   * @throws PlumblineException for an unknown name, or what is no YAML
   */
  public List<String> definitions(String name) {
    return matching(name.strip()).stream()
        .map(
            entry ->
                "# %s%n%s"
                    .formatted(
                        entry.source().name(),
                        TaskFile.read(entry.source(), Findings.thrown())
                            .orElseThrow()
                            .without(Set.of("include"))
                            .toYaml()))
        .toList();
  }

  /** All tasks in the order of their names, but those whose files are broken. */
  public List<Task> all() {
    return list().tasks();
  }

  /** Judges everything. */
  public TaskList list() {
    return TaskList.of(index, formats);
  }
}
