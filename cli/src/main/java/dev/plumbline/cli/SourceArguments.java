package dev.plumbline.cli;

import dev.plumbline.harness.TaskSources;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.TaskCode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options on where tasks and their data come from. */
final class SourceArguments {
  @Mixin private final IncludePath include = new IncludePath();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the benchmarks' data (default: what plumbline data fetch has fetched).")
  private Path data;

  @Option(
      names = "--allow-task-code",
      description = "Run the Python functions that task files name, in a bubblewrap sandbox.")
  private boolean allowTaskCode;

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description =
          "With --allow-task-code: the Python that has the packages which task files import"
              + " (default: python3).")
  private Path python;

  TaskSources sources() {
    if (python != null && !allowTaskCode) {
      throw new PlumblineException(
          "--python says what runs the Python functions of tasks; give --allow-task-code as well");
    }
    return new TaskSources(
        include.paths(),
        Optional.ofNullable(data),
        new TaskCode(allowTaskCode, Optional.ofNullable(python)));
  }
}
