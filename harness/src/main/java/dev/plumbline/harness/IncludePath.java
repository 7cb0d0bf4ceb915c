package dev.plumbline.harness;

import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option for tasks besides the built-in ones. */
final class IncludePath {
  @Option(
      names = "--include-path",
      paramLabel = "PATH",
      split = ",",
      description = "A task YAML file, or a folder of them, besides the built-in tasks.")
  private List<Path> paths = new ArrayList<>();

  /** The built-in tasks, the embedded suite, and what the user adds. */
  TaskRegistry registry() {
    TaskRegistry registry = TaskRegistry.builtIn();
    if (Installation.embeddedSuite().isPresent()) {
      registry = registry.plus(Installation.embeddedSuite().get());
    }
    for (Path path : paths) {
      registry = registry.plus(path);
    }
    return registry;
  }
}
