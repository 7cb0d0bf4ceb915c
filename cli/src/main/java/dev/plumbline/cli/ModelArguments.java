package dev.plumbline.cli;

import dev.plumbline.harness.Execution;
import dev.plumbline.harness.StartState;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.runner.Device;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options on how the model is run. */
final class ModelArguments {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "cpu or cuda:N (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--init",
      paramLabel = "INIT",
      defaultValue = "random",
      description =
          "The state that the recurrence starts from: zero, or random as in training (default:"
              + " ${DEFAULT-VALUE}).")
  private StartState.Kind init;

  @Option(
      names = "--init-scale",
      paramLabel = "X",
      defaultValue = "1",
      description = "Scales the random initial state (default: ${DEFAULT-VALUE}).")
  private double initScale;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the initial state and of sampling (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the model (default: one per core). Given a number, they sleep while they wait,"
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
          "What keys, values and activations may take (default: half of the process's limit).")
  private Double memoryBudget;

  @Option(
      names = "--add-bos-token",
      description =
          "Let the tokenizer add its special tokens to prompts; lm-evaluation-harness's"
              + " add_bos_token.")
  private boolean addBosToken;

  @Option(
      names = "--profile",
      description = "Write where the model's time goes, by operator, to the run's profile.json.")
  private boolean profile;

  @Option(
      names = "--speculate",
      paramLabel = "DEPTH:LOOKAHEAD",
      description =
          "Generate faster: DEPTH iterations draft up to LOOKAHEAD tokens, which the others verify"
              + " together; changes no text. Points with no more iterations decode plainly.")
  private String speculate;

  Execution execution() {
    return new Execution(
        Device.parse(device),
        Numbers.optional(threads),
        batchSize(),
        Numbers.optional(memoryBudget),
        profile,
        Optional.ofNullable(speculate).map(Speculation::parse));
  }

  StartState start() {
    return new StartState(init, initScale);
  }

  long seed() {
    return seed;
  }

  boolean addBosToken() {
    return addBosToken;
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
