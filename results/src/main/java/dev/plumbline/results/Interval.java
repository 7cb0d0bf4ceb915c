package dev.plumbline.results;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
  private static final double ERROR_RATE = 0.05;

  /** Wilson's score interval (1927), without continuity correction. */
  public static Interval wilson(int successes, int n) {
    var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(n, successes, ERROR_RATE);
    return new Interval(interval.getLowerBound(), interval.getUpperBound());
  }
}
