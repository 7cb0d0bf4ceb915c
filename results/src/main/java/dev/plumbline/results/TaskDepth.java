package dev.plumbline.results;

import dev.plumbline.protocol.SweepPoint;
import java.util.Locale;
import java.util.Objects;

/**
 * What the last look of {@code sweep --iterations auto} said of a task; {@code depth} of the task
 * in {@code manifest.json}. Made by {@link dev.plumbline.results.statistics.SaturationTest}.
 *
 * @param from the depth that deeper ones were compared with
 * @param enough whether it is enough; where not, the sweep ended at the deepest depth it may ask at
 * @param deepest the deepest that was asked
 * @param gainAtMost what the depths after {@code from} gain over it at most, but for the look's
 *     share of alpha, in the score's own unit; 1 where nothing less can be told
 * @param looks how many there were
 */
public record TaskDepth(
    SweepPoint from, boolean enough, SweepPoint deepest, double gainAtMost, int looks) {
  public TaskDepth {
    Objects.requireNonNull(from, "depth.from");
    Objects.requireNonNull(deepest, "depth.deepest");
  }

  /** For people, on one line. */
  public String sentence() {
    String most = String.format(Locale.ROOT, "%.4f", Math.ceil(gainAtMost * 1e4 - 1e-6) / 1e4);
    String times = looks == 1 ? "looked once" : "looked " + looks + " times";
    return enough
        ? "enough at r = %s (up to r = %s at most %s is gained, %s)"
            .formatted(from.label(), deepest.label(), most, times)
        : "not saturated at r = %s, the deepest asked (over r = %s up to %s may be gained, %s)"
            .formatted(deepest.label(), from.label(), most, times);
  }
}
