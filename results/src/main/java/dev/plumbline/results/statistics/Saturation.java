package dev.plumbline.results.statistics;

import dev.plumbline.protocol.SweepPoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where more iterations stop helping: r*, the smallest r whose mean is at most a margin below the
 * best r's.
 *
 * <p>The value is read off the curve as measured; no test is part of it. Its interval holds what a
 * bootstrap over documents does not rule out: from the smallest r whose loss may be within the
 * margin to the smallest whose loss surely is, or the last r where that is true of none. The
 * percentile bootstrap of r* itself is too narrow: the best r of a measured curve is best partly by
 * luck, and in each resample by luck again.
 *
 * @param point r*
 * @param best the r with the highest mean; the smallest of them where several have it
 * @param margin the loss that is tolerated, in the metric's own unit
 * @param low the interval's lower end, a depth of the sweep
 * @param high its upper end
 * @param n documents with a score at every r; the others are left out
 */
public record Saturation(
    SweepPoint point, SweepPoint best, double margin, SweepPoint low, SweepPoint high, int n) {
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
    double[] curve = DocumentBootstrap.mean(scores);
    DocumentBootstrap resamples = new DocumentBootstrap(scores);
    int low = 0;
    while (leastLoss(resamples, curve, low) > margin + ROUNDING) {
      low++;
    }
    int high = low;
    while (high < curve.length - 1 && mostLoss(resamples, curve, high) > margin + ROUNDING) {
      high++;
    }
    int saturated = low;
    while (loss(curve, saturated) > margin + ROUNDING) {
      saturated++;
    }
    List<SweepPoint> points = table.points();
    return Optional.of(
        new Saturation(
            points.get(saturated),
            points.get(best(curve)),
            margin,
            points.get(low),
            points.get(high),
            scores.length));
  }

  /** Against the best. */
  private static double loss(double[] curve, int place) {
    return curve[best(curve)] - curve[place];
  }

  /**
   * What the loss is at least, but for 2.5 %. All other places are judged at once, since the best
   * of the curve may be any of them by luck.
   */
  private static double leastLoss(DocumentBootstrap resamples, double[] curve, int place) {
    double error =
        resamples.upperEnd(
            resample ->
                IntStream.range(0, curve.length)
                    .mapToDouble(other -> error(resample, curve, place, other))
                    .max()
                    .orElseThrow());
    return loss(curve, place) - error;
  }

  /**
   * What the loss is at most, but for 2.5 %: against each other place, one of which is the best.
   */
  private static double mostLoss(DocumentBootstrap resamples, double[] curve, int place) {
    return IntStream.range(0, curve.length)
        .mapToDouble(
            other ->
                curve[other]
                    - curve[place]
                    + resamples.upperEnd(resample -> -error(resample, curve, place, other)))
        .max()
        .orElseThrow();
  }

  /** How much greater the loss against another place is in a resample than in the curve. */
  private static double error(double[] resample, double[] curve, int place, int other) {
    return resample[other] - resample[place] - (curve[other] - curve[place]);
  }

  private static int best(double[] curve) {
    int best = 0;
    for (int place = 1; place < curve.length; place++) {
      best = curve[place] > curve[best] ? place : best;
    }
    return best;
  }
}
