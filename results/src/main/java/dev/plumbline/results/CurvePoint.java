package dev.plumbline.results;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One metric of one task at one r, with its uncertainty and its cost; one row of {@code
 * curves.csv}. A metric without samples has no point.
 *
 * @param filter the filter whose answers were judged; empty where the task has none
 * @param n samples in the mean: all but the failed ones
 * @param value the mean
 * @param stderr standard error of the mean; absent for n &lt; 2
 * @param ciLow lower end of the 95 % interval; absent, with the upper end, where there is none
 * @param flopsPerToken absent, as are tokens, where nobody measured it
 */
public record CurvePoint(
    String task,
    String metric,
    String filter,
    int iterations,
    int n,
    double value,
    OptionalDouble stderr,
    OptionalDouble ciLow,
    OptionalDouble ciHigh,
    OptionalDouble flopsPerToken,
    OptionalLong tokens) {
  public CurvePoint {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(filter, "filter");
    if (iterations < 1 || n < 1 || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a point needs iterations and n of at least 1 and a finite value, got r="
              + iterations
              + ", n="
              + n
              + ", value="
              + value);
    }
    if (ciLow.isPresent() != ciHigh.isPresent()) {
      throw new IllegalArgumentException("an interval has two ends");
    }
  }

  /** {@code metric} or {@code metric,filter}, as samples name it. */
  public String key() {
    return filter.isEmpty() ? metric : metric + "," + filter;
  }
}
