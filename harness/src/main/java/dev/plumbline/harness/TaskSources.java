package dev.plumbline.harness;

import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.Task;
import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options on where tasks and their data come from. */
final class TaskSources {
  @Option(
      names = "--include-path",
      paramLabel = "PATH",
      split = ",",
      description = "A task YAML file, or a folder of them, besides the built-in tasks.")
  private List<Path> includePaths = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the benchmarks' data (default: what plumbline data fetch has fetched).")
  Path data;

  /** The built-in tasks, the embedded suite, and what the user adds. */
  TaskRegistry registry() {
    return registry(includePaths);
  }

  static TaskRegistry registry(List<Path> includePaths) {
    TaskRegistry registry = TaskRegistry.builtIn();
    if (Installation.embeddedSuite().isPresent()) {
      registry = registry.plus(Installation.embeddedSuite().get());
    }
    for (Path path : includePaths) {
      registry = registry.plus(path);
    }
    return registry;
  }

  Datasets datasets() {
    return data == null ? Datasets.cache(DataCache.folder()) : Datasets.in(data);
  }

  /** One task with its own settings, all of its documents. */
  PreparedTask prepare(String task) {
    return prepare(registry().select(List.of(task)).get(0), OptionalInt.empty());
  }

  /** All documents of a task, asked without examples, so that no data of examples is needed. */
  PreparedTask prepareWithoutExamples(Task task) {
    return prepare(task, OptionalInt.of(0));
  }

  private PreparedTask prepare(Task task, OptionalInt numFewshot) {
    PromptOptions options =
        new PromptOptions(
            numFewshot,
            PromptOptions.DEFAULT_FEWSHOT_SEED,
            Optional.empty(),
            Optional.empty(),
            false);
    return PreparedTask.of(task, datasets(), options, OptionalInt.empty());
  }
}
