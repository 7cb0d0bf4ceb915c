package dev.plumbline.cli;

import dev.plumbline.harness.Execution;
import dev.plumbline.harness.StartState;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.runner.TestTimeNoise;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options on how the model is run. */
final class ModelArguments {
  @Mixin private StartArguments start;

  @Mixin private HardwareArguments hardware;

  @Option(
      names = "--add-bos-token",
      negatable = true,
      fallbackValue = "true",
      description =
          "Let the tokenizer add its special tokens to prompts, or not (default: what it does of its"
              + " own choice); lm-evaluation-harness's add_bos_token.")
  private Boolean addBosToken;

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
    Execution execution = hardware.execution(profile);
    return Optional.ofNullable(speculate)
        .map(Speculation::parse)
        .map(execution::withSpeculation)
        .orElse(execution);
  }

  StartState start() {
    return start.start();
  }

  Optional<TestTimeNoise> noise() {
    return start.noise();
  }

  long seed() {
    return start.seed();
  }

  Optional<Boolean> addBosToken() {
    return Optional.ofNullable(addBosToken);
  }
}
