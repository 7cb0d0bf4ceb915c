package dev.plumbline.cli;

import dev.plumbline.harness.StartState;
import dev.plumbline.runner.TestTimeNoise;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options on the states that the recurrence goes through. */
final class StartArguments {
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
      names = "--noise",
      paramLabel = "KIND:AMOUNT",
      description =
          "Noise in the state before each iteration: fixed, geom, sqrt, line or chi, and how much,"
              + " such as geom:0.5.")
  private String noise;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seed of the initial state, of noise and of sampling (default: ${DEFAULT-VALUE}).")
  private long seed;

  StartState start() {
    return new StartState(init, initScale);
  }

  Optional<TestTimeNoise> noise() {
    return Optional.ofNullable(noise).map(TestTimeNoise::parse);
  }

  long seed() {
    return seed;
  }
}
