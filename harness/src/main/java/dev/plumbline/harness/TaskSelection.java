package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.TaskCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which documents are asked.
 *
 * @param names tasks or tags
 * @param limit only the first so many documents of each task; absent: all
 */
public record TaskSelection(List<String> names, TaskSources sources, OptionalInt limit) {
  public TaskSelection {
    names = List.copyOf(names);
    if (limit.orElse(1) < 1) {
      throw new PlumblineException("--limit must be at least 1, got " + limit.getAsInt());
    }
  }

  /** All documents of tasks that are built in or of the embedded suite. */
  public static TaskSelection of(String... names) {
    return new TaskSelection(List.of(names), TaskSources.builtIn(), OptionalInt.empty());
  }

  public TaskSelection withLimit(int documents) {
    return new TaskSelection(names, sources, OptionalInt.of(documents));
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
