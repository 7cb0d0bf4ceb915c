package dev.plumbline.protocol;

import java.util.Objects;

/**
 * What is measured on a document: a metric of the answers that one filter took.
 *
 * @param metric such as {@code acc}, {@code exact_match} or {@code pass@1}
 * @param filter such as {@code strict-match}; empty where the task has no filters
 */
public record Score(String metric, String filter) {
  public Score {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(filter, "filter");
  }

  /** Of a task without filters. */
  public static Score of(String metric) {
    return new Score(metric, "");
  }

  /** Reads what {@link #key} wrote. */
  public static Score parse(String key) {
    int comma = key.indexOf(',');
    return comma < 0 ? of(key) : new Score(key.substring(0, comma), key.substring(comma + 1));
  }

  /** {@code metric} or {@code metric,filter}, as in {@code samples.jsonl}. */
  public String key() {
    return filter.isEmpty() ? metric : metric + "," + filter;
  }

  @Override
  public String toString() {
    return key();
  }
}
