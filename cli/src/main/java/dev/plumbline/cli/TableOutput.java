package dev.plumbline.cli;

import picocli.CommandLine.Option;

/** The option for how tables are written to standard output. */
final class TableOutput {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, md or csv (default: ${DEFAULT-VALUE}).")
  Format format;

  enum Format {
    TEXT,
    MD,
    CSV
  }
}
