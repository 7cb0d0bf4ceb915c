package dev.plumbline.cli;

import dev.plumbline.harness.TaskSources;
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

  TaskSources sources() {
    return new TaskSources(include.paths(), Optional.ofNullable(data));
  }
}
