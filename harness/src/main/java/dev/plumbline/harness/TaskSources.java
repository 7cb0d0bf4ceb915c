package dev.plumbline.harness;

import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.Task;
import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options on where tasks and their data come from. */
final class TaskSources {
  @Mixin private final IncludePath include = new IncludePath();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the benchmarks' data (default: what plumbline data fetch has fetched).")
  Path data;

  TaskRegistry registry() {
    return include.registry();
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
