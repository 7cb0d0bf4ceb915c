package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;

/**
 * So many of n documents.
 *
 * @param value count over n, which is at least 1
 * @param interval Wilson's, 95 %
 */
public record Share(int count, int n, double value, Interval interval) {
  static Share of(int count, int n) {
    return new Share(count, n, (double) count / n, Interval.wilson(count, n));
  }
}
