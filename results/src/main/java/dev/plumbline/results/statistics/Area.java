package dev.plumbline.results.statistics;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.StudentisedBootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The area under a curve over log2 r by the trapezoidal rule, over the width of the sweep: the mean
 * height of the curve, so that a constant one has its own value.
 *
 * @param interval studentised bootstrap of the documents' own areas, whose mean this is, 95 %;
 *     absent where fewer than {@value StudentisedBootstrap#FEWEST} differ from the most frequent
 *     one
 * @param n documents with a score at every r
 */
public record Area(double value, Optional<Interval> interval, int n) {

  /** Absent for a single r, and where no document has a score at every r. */
  public static Optional<Area> of(ScoreTable table) {
    double[][] scores = table.complete();
    List<SweepPoint> points = table.points();
    if (scores.length == 0 || points.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Area(
            under(DocumentBootstrap.mean(scores), points),
            StudentisedBootstrap.interval(
                    Arrays.stream(scores).mapToDouble(curve -> under(curve, points)).toArray())
                .map(interval -> table.isRightOrWrong() ? possible(interval) : interval),
            scores.length));
  }

  /** Shares of right answers end at 0 and 1. */
  private static Interval possible(Interval interval) {
    return new Interval(Math.max(0, interval.low()), Math.min(1, interval.high()));
  }

  private static double under(double[] curve, List<SweepPoint> points) {
    double area = 0;
    for (int i = 1; i < curve.length; i++) {
      area += doublings(points.get(i - 1), points.get(i)) * (curve[i - 1] + curve[i]) / 2;
    }
    return area / doublings(points.get(0), points.get(curve.length - 1));
  }

  /** How often r doubles on the way. */
  static double doublings(SweepPoint from, SweepPoint to) {
    return Math.log((double) to.iterations() / from.iterations()) / Math.log(2);
  }
}
