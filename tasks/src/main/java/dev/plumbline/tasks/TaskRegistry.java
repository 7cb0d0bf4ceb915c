package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Finding;
import dev.plumbline.protocol.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tasks that can be selected: those built in, and a user's own YAML files. Immutable. */
public final class TaskRegistry {
  private final TaskFormats formats;
  private final Map<String, Task> tasks;

  private TaskRegistry(TaskFormats formats, Map<String, Task> tasks) {
    this.formats = formats;
    this.tasks = tasks;
  }

  /** The tasks that come with Plumbline. */
  public static TaskRegistry builtIn() {
    return builtIn(TaskFormats.STANDARD);
  }

  /** The same, for task files that may name other formats too. */
  static TaskRegistry builtIn(TaskFormats formats) {
    Map<String, Task> tasks = new TreeMap<>();
    for (TaskSource source : TaskSource.BuiltIn.all()) {
      add(source, formats, tasks);
    }
    return new TaskRegistry(formats, tasks);
  }

  /**
   * This registry with more tasks; one of a known name replaces it.
   *
   * @param yamlFileOrFolder a task file, or a folder searched for {@code *.yaml} and {@code *.yml}
   *     at any depth; there, files without a {@code task} key are parts to include, not tasks
   * @throws PlumblineException naming file, line and key of the first mistake
   */
  public TaskRegistry plus(Path yamlFileOrFolder) {
    Map<String, Task> more = new TreeMap<>(tasks);
    if (Files.isDirectory(yamlFileOrFolder)) {
      for (Path file : yamlFiles(yamlFileOrFolder)) {
        add(new TaskSource.UserFile(file, yamlFileOrFolder), formats, more);
      }
    } else if (!add(source(yamlFileOrFolder), formats, more)) {
      throw new PlumblineException(yamlFileOrFolder + ":1: task: is missing");
    }
    return new TaskRegistry(formats, more);
  }

  private static List<Path> yamlFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new PlumblineException(
          "cannot list the task folder " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Adds the task of a file; false where the file holds none. */
  private static boolean add(TaskSource source, TaskFormats formats, Map<String, Task> tasks) {
    TaskReader.Result result = TaskReader.read(source, formats);
    if (!result.findings().isEmpty()) {
      throw exception(result.findings().list());
    }
    Optional<TaskDefinition> definition = result.definition();
    definition.ifPresent(found -> tasks.put(found.name(), new Task(found)));
    return definition.isPresent();
  }

  /** The first mistake, and how many more there are. */
  private static PlumblineException exception(List<Finding> findings) {
    String more =
        findings.size() == 1
            ? ""
            : " (and " + (findings.size() - 1) + " more; plumbline tasks validate shows all)";
    return new PlumblineException(findings.get(0) + more);
  }

  private static TaskSource source(Path file) {
    return new TaskSource.UserFile(file, file.toAbsolutePath().getParent());
  }

  /** Every mistake in a task file, in the order of its lines; empty where it is right. */
  public static List<Finding> validate(Path yamlFile) {
    TaskReader.Result result = TaskReader.read(source(yamlFile), TaskFormats.STANDARD);
    if (result.findings().isEmpty() && result.definition().isEmpty()) {
      return List.of(new Finding(yamlFile.toString(), 1, "task", "is missing"));
    }
    return result.findings().list();
  }

  /** The Python functions that a valid task file names. */
  public static List<String> functions(Path yamlFile) {
    return TaskReader.read(source(yamlFile), TaskFormats.STANDARD)
        .definition()
        .map(definition -> new Task(definition).functions())
        .orElse(List.of());
  }

  /**
   * The named tasks in the given order, each once; a tag stands for its tasks in the order of their
   * names.
   *
   * @throws PlumblineException for an unknown name, naming the nearest known ones
   */
  public List<Task> select(List<String> namesOrTags) {
    Set<Task> selected = new LinkedHashSet<>();
    for (String name : namesOrTags) {
      Task task = tasks.get(name);
      Collection<Task> found =
          task != null
              ? List.of(task)
              : tasks.values().stream().filter(tagged -> tagged.tags().contains(name)).toList();
      if (found.isEmpty()) {
        throw unknown(name);
      }
      selected.addAll(found);
    }
    return List.copyOf(selected);
  }

  private PlumblineException unknown(String name) {
    Set<String> known = new TreeSet<>(tasks.keySet());
    tasks.values().forEach(task -> known.addAll(task.tags()));
    String hint = Nearest.hint(name, known);
    return new PlumblineException(
        "unknown task or tag '"
            + name
            + "'"
            + (hint.isEmpty() ? "; known are " + String.join(", ", known) : hint));
  }

  /** All tasks in the order of their names. */
  public List<Task> all() {
    return List.copyOf(tasks.values());
  }
}
