package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;
import java.util.List;
import java.util.Optional;

/**
 * The area under a curve over log2 r by the trapezoidal rule, over the width of the sweep: the mean
 * height of the curve, so that a constant one has its own value.
 *
 * @param interval percentile bootstrap over documents, 95 %; absent for a single document
 * @param n documents with a score at every r
 */
public record Area(double value, Optional<Interval> interval, int n) {

  /** Absent for a single r, and where no document has a score at every r. */
  public static Optional<Area> of(ScoreTable table) {
    double[][] scores = table.complete();
    List<Integer> depths = table.depths();
    if (scores.length == 0 || depths.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Area(
            under(DocumentBootstrap.mean(scores), depths),
            scores.length < 2
                ? Optional.empty()
                : Optional.of(
                    new DocumentBootstrap(scores).interval(curve -> under(curve, depths))),
            scores.length));
  }

  private static double under(double[] curve, List<Integer> depths) {
    double area = 0;
    for (int i = 1; i < curve.length; i++) {
      area += doublings(depths.get(i - 1), depths.get(i)) * (curve[i - 1] + curve[i]) / 2;
    }
    return area / doublings(depths.get(0), depths.get(curve.length - 1));
  }

  /** How often r doubles on the way. */
  static double doublings(int from, int to) {
    return Math.log((double) to / from) / Math.log(2);
  }
}
