package dev.plumbline.results;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A curve at one point of the sweep, with its uncertainty and its cost; one row of {@code
 * curves.csv}. A score without samples has no point.
 *
 * @param n samples in the mean, at least 1: all but the failed ones
 * @param value the mean
 * @param stderr standard error of the mean; absent for n &lt; 2
 * @param interval 95 %; absent where there is none
 * @param flopsPerToken absent, as are tokens, where nobody measured it
 */
public record CurvePoint(
    CurveId curve,
    SweepPoint point,
    int n,
    double value,
    OptionalDouble stderr,
    Optional<Interval> interval,
    OptionalDouble flopsPerToken,
    OptionalLong tokens) {
  public CurvePoint {
    Objects.requireNonNull(curve, "curve");
    Objects.requireNonNull(point, "point");
    if (n < 1 || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a point needs n of at least 1 and a finite value, got r=%s, n=%d, value=%s"
              .formatted(point.label(), n, value));
    }
  }

  /** A point with its cost, where somebody measured it. */
  static CurvePoint of(
      CurveId curve,
      SweepPoint point,
      int n,
      double value,
      OptionalDouble stderr,
      Optional<Interval> interval,
      Optional<Cost> cost) {
    return new CurvePoint(
        curve,
        point,
        n,
        value,
        stderr,
        interval,
        cost.map(c -> OptionalDouble.of(c.flopsPerToken())).orElse(OptionalDouble.empty()),
        cost.map(c -> OptionalLong.of(c.tokens())).orElse(OptionalLong.empty()));
  }

  /** The points of each curve; curves in the order in which they first appear. */
  public static Map<CurveId, List<CurvePoint>> byCurve(List<CurvePoint> points) {
    return points.stream()
        .collect(Collectors.groupingBy(CurvePoint::curve, LinkedHashMap::new, Collectors.toList()));
  }

  public String task() {
    return curve.task();
  }

  public Score score() {
    return curve.score();
  }

  /** As a threshold names it. */
  public String name() {
    return curve.at(point);
  }
}
