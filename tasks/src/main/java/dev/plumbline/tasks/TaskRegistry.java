package dev.plumbline.tasks;

import java.nio.file.Path;
import java.util.List;

/** The tasks that can be selected: those built in, and a user's own YAML files. Immutable. */
public final class TaskRegistry {
  private TaskRegistry() {}

  /** The tasks that come with Plumbline. */
  public static TaskRegistry builtIn() {
    return new TaskRegistry();
  }

  /**
   * This registry with more tasks; one of a known name replaces it.
   *
   * @param yamlFileOrFolder a task file, or a folder searched for {@code *.yaml} and {@code *.yml}
   *     at any depth; files without a {@code task} key are parts to include, not tasks
   * @throws TaskException naming file, line and key of the first mistake
   */
  public TaskRegistry plus(Path yamlFileOrFolder) {
    return null;
  }

  /**
   * Every mistake in a task file, in the order of its lines; empty where it is right.
   *
   * @throws TaskException where the file cannot be read at all
   */
  public static List<Finding> validate(Path yamlFile) {
    return null;
  }

  /**
   * The named tasks in the given order, each once; a tag stands for its tasks in the order of their
   * names.
   *
   * @throws TaskException for an unknown name, naming the nearest known ones
   */
  public List<Task> select(List<String> namesOrTags) {
    return null;
  }

  /** All tasks in the order of their names. */
  public List<Task> all() {
    return null;
  }
}
