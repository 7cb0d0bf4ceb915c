package dev.plumbline.cli;

import dev.plumbline.harness.Execution;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.Device;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options on what a model runs on. */
final class HardwareArguments {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description =
          "cpu or cuda:N; cpu:mapped, which reads float32 weights in place and so starts at once, but"
              + " runs slower; or cpu:bound, which runs on the CPU what is written for GPUs, to check"
              + " it (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the model (default: one per core; of sweep, one per core that other processes"
              + " leave free, where they keep many busy). Given a number, they sleep while they wait,"
              + " which is faster on a machine that does other work.")
  private Integer threads;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "auto",
      description =
          "Documents that run together, or auto; changes no result (default: ${DEFAULT-VALUE}).")
  private String batchSize;

  @Option(
      names = "--memory-budget",
      paramLabel = "GIB",
      description =
          "What keys, values and activations may take (default: half of the process's limit, or of"
              + " what the GPU has left beside the weights).")
  private Double memoryBudget;

  /**
   * What they say.
   *
   * @param profile whether operators are timed
   */
  Execution execution(boolean profile) {
    return new Execution(
        Device.parse(device),
        Numbers.optional(threads),
        batchSize(),
        Numbers.optional(memoryBudget),
        profile,
        Optional.empty());
  }

  private OptionalInt batchSize() {
    if (batchSize.equals("auto")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(batchSize));
    } catch (NumberFormatException e) {
      throw new PlumblineException(
          "--batch-size must be a whole number or auto, got '" + batchSize + "'");
    }
  }
}
