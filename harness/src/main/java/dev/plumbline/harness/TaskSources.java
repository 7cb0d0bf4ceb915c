package dev.plumbline.harness;

import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.TaskCode;
import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where tasks and their data come from.
 *
 * @param includePaths task YAML files, or folders of them, besides the built-in tasks
 * @param data folder with the benchmarks' data; absent: what {@code plumbline data fetch} has
 *     fetched
 * @param code whether Python functions of task files may run
 */
public record TaskSources(List<Path> includePaths, Optional<Path> data, TaskCode code) {
  public TaskSources {
    includePaths = List.copyOf(includePaths);
  }

  /** The built-in tasks and fetched data. */
  public static TaskSources builtIn() {
    return new TaskSources(List.of(), Optional.empty(), TaskCode.never());
  }

  /** The built-in tasks, the embedded suite, and what the user adds. */
  public TaskRegistry registry() {
    TaskRegistry registry = TaskRegistry.builtIn().plus(Installation.embeddedSuite());
    for (Path path : includePaths) {
      registry = registry.plus(path);
    }
    return registry;
  }

  Datasets datasets() {
    return data.map(Datasets::in).orElseGet(() -> Datasets.cache(DataCache.folder()));
  }
}
