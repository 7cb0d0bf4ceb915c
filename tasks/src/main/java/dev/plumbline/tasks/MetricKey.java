package dev.plumbline.tasks;

import java.util.Objects;

/**
 * One column of a task's results: a metric over the answers of one filter.
 *
 * @param metric such as {@code acc}, {@code exact_match} or {@code pass@1}
 * @param filter such as {@code strict-match}; {@link #NO_FILTER} where the task defines none
 * @param higherIsBetter the direction of improvement
 */
public record MetricKey(String metric, String filter, boolean higherIsBetter) {
  /** The filter's name where a task defines no filters. */
  public static final String NO_FILTER = "none";

  public MetricKey {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(filter, "filter");
  }

  /** The key in {@link Judgement#metrics()}: {@code acc}, or {@code exact_match,strict-match}. */
  public String key() {
    return filter.equals(NO_FILTER) ? metric : metric + "," + filter;
  }
}
