package dev.plumbline.cli;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = "Turns a Hugging Face checkpoint into a bundle of ONNX graphs.")
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      required = true,
      description = "Folder with config.json, safetensors and tokenizer.json.")
  private Path from;

  @Option(names = "--to", paramLabel = "BUNDLE", required = true, description = "Folder to write.")
  private Path to;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "fp32",
      description =
          "How weights are stored: fp32, bf16 or int8 (default: ${DEFAULT-VALUE}); what that costs is"
              + " in docs/precision.md.")
  private String precision;

  @Option(names = "--overwrite", description = "Replace the bundle if there is one.")
  private boolean overwrite;

  @Mixin private OutputArguments output;

  @Override
  public Integer call() {
    Bundle bundle =
        Exporter.export(
            new ExportRequest(from, to, Precision.parse(precision), overwrite), this::report);
    output.print(spec, bundle);
    return ExitCode.OK;
  }

  private void report(ExportProgress.Step step, long doneBytes, long totalBytes) {
    if (doneBytes == 0) {
      switch (step) {
        case WRITE ->
            output.note(
                spec, String.format(Locale.ROOT, "writing %.1f MB of weights", totalBytes / 1e6));
        case VERIFY -> output.note(spec, "verifying hashes, shapes and a smoke run");
      }
    }
  }
}
