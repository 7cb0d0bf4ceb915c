package dev.plumbline.cli;

import dev.plumbline.harness.DataCache;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import dev.plumbline.runner.export.LoopedLayers;
import dev.plumbline.runner.network.Network.Update;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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

  @Option(
      names = "--loop",
      paramLabel = "A-B",
      description =
          "Make layers A to B of an ordinary model its core, to run them several times without"
              + " training; the first layer is 0.")
  private String loop;

  @Option(
      names = "--update",
      paramLabel = "U",
      description =
          "What an iteration of --loop does: replace the state by what the layers give, or damped,"
              + " go 1/r of the way there; then each r is a pass of its own (default: replace).")
  private Loop update;

  private enum Loop {
    REPLACE,
    DAMPED
  }

  @Option(names = "--overwrite", description = "Replace the bundle if there is one.")
  private boolean overwrite;

  @Mixin private OutputArguments output;

  @Override
  public Integer call() {
    Bundle bundle =
        Exporter.export(
            new ExportRequest(from, to, Precision.parse(precision), loopedLayers(), overwrite),
            this::report);
    bundle.rememberWritten(DataCache.verifiedFiles());
    output.print(spec, bundle);
    return ExitCode.OK;
  }

  private Optional<LoopedLayers> loopedLayers() {
    if (loop == null && update != null) {
      throw new PlumblineException("--update says how --loop runs; give --loop A-B, too");
    }
    Update by = update == Loop.DAMPED ? Update.DAMPED : Update.REPLACE;
    return Optional.ofNullable(loop).map(layers -> LoopedLayers.parse(layers, by));
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
