package dev.plumbline.cli;

import dev.plumbline.harness.Depths;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.statistics.SaturationTest;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What {@code --iterations auto} calls enough. */
final class AutoArguments {
  @Option(
      names = "--margin",
      paramLabel = "GAIN",
      description =
          "With --iterations auto: the gain that does not matter, in the score's own unit (default:"
              + " 0.03).")
  private Double margin;

  @Option(
      names = "--alpha",
      paramLabel = "RATE",
      description =
          "With --iterations auto: how likely a task may end too early, over all looks at it"
              + " (default: 0.05).")
  private Double alpha;

  @Option(
      names = "--most",
      paramLabel = "R",
      description =
          "With --iterations auto: the deepest to go (default: four times the deepest that suits the"
              + " model).")
  private Integer most;

  Depths depths() {
    return new Depths.Auto(
        Objects.requireNonNullElse(margin, SaturationTest.DEFAULT_MARGIN),
        Objects.requireNonNullElse(alpha, SaturationTest.DEFAULT_ALPHA),
        most == null ? OptionalInt.empty() : OptionalInt.of(most));
  }

  /** Refuses what would be without effect. */
  void requireNone() {
    if (Stream.of(margin, alpha, most).anyMatch(Objects::nonNull)) {
      throw new PlumblineException(
          "--margin, --alpha and --most belong to --iterations auto; leave them out, or give it");
    }
  }
}
