package dev.plumbline.harness;

import dev.plumbline.tasks.DocumentLimit;
import dev.plumbline.tasks.TaskCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which documents are asked.
 *
 * @param names tasks, groups, tags, and patterns of names
 * @param limit absent: all documents of each task
 */
public record TaskSelection(
    List<String> names, TaskSources sources, Optional<DocumentLimit> limit) {
  public TaskSelection {
    names = List.copyOf(names);
  }

  /** All documents of tasks that are built in or of the embedded suite. */
  public static TaskSelection of(String... names) {
    return new TaskSelection(List.of(names), TaskSources.builtIn(), Optional.empty());
  }

  public TaskSelection withNames(List<String> others) {
    return new TaskSelection(others, sources, limit);
  }

  public TaskSelection withLimit(int documents) {
    return new TaskSelection(names, sources, Optional.of(new DocumentLimit(documents)));
  }

  /** Reads the benchmarks' data from a folder. */
  public TaskSelection withData(Path folder) {
    return withSources(
        new TaskSources(sources.includePaths(), Optional.of(folder), sources.code()));
  }

  /** Knows the tasks of these files, or of folders of them, too. */
  public TaskSelection withTaskFiles(Path... files) {
    return withSources(new TaskSources(List.of(files), sources.data(), sources.code()));
  }

  /** Says whether Python functions of task files may run. */
  public TaskSelection withTaskCode(TaskCode code) {
    return withSources(new TaskSources(sources.includePaths(), sources.data(), code));
  }

  private TaskSelection withSources(TaskSources other) {
    return new TaskSelection(names, other, limit);
  }
}
