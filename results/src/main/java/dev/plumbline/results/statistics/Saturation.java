package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Where more iterations stop helping: r*, the smallest r whose mean is at most a margin below the
 * best r's.
 *
 * <p>The value is read off the curve as measured; no test is part of it. Its interval is the
 * percentile bootstrap over documents. The best r of a measured curve is best partly by luck, and
 * r* is one of the sweep's depths, so both are as coarse as the sweep is.
 *
 * @param iterations r*
 * @param best the r with the highest mean; the smallest of them where several have it
 * @param margin the loss that is tolerated, in the metric's own unit
 * @param low the interval's lower end, a depth of the sweep
 * @param high its upper end
 * @param n documents with a score at every r; the others are left out
 */
public record Saturation(int iterations, int best, double margin, int low, int high, int n) {
  /** One point of accuracy. */
  public static final double DEFAULT_MARGIN = 0.01;

  /** A loss of the margin itself is within it, whatever the last bit of a mean says. */
  private static final double ROUNDING = 1e-9;

  /**
   * Of a table's curve.
   *
   * @param margin at least 0
   * @return absent where no document has a score at every r
   */
  public static Optional<Saturation> of(ScoreTable table, double margin) {
    if (!(margin >= 0 && Double.isFinite(margin))) {
      throw new IllegalArgumentException("a margin of at least 0 is needed, got " + margin);
    }
    double[][] scores = table.complete();
    if (scores.length == 0) {
      return Optional.empty();
    }
    List<Integer> depths = table.depths();
    double[] curve = DocumentBootstrap.mean(scores);
    Interval places = new DocumentBootstrap(scores).interval(c -> saturated(c, margin));
    return Optional.of(
        new Saturation(
            depths.get(saturated(curve, margin)),
            depths.get(best(curve)),
            margin,
            depths.get((int) places.low()),
            depths.get((int) places.high()),
            scores.length));
  }

  /** The first place within the margin of the best. */
  private static int saturated(double[] curve, double margin) {
    int place = 0;
    while (curve[place] < curve[best(curve)] - margin - ROUNDING) {
      place++;
    }
    return place;
  }

  private static int best(double[] curve) {
    int best = 0;
    for (int place = 1; place < curve.length; place++) {
      best = curve[place] > curve[best] ? place : best;
    }
    return best;
  }
}
