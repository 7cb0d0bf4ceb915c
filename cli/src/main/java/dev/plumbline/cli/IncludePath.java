package dev.plumbline.cli;

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
      description =
          "A task YAML file, or a folder of them, besides the built-in tasks; what has the name of one is asked instead of it.")
  private List<Path> paths = new ArrayList<>();

  List<Path> paths() {
    return paths;
  }
}
