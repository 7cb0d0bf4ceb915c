package dev.plumbline.results;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
  private static final double ERROR_RATE = 0.05;

  /** Wilson's score interval (1927), without continuity correction. */
  public static Interval wilson(int successes, int n) {
    var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(n, successes, ERROR_RATE);
    return new Interval(interval.getLowerBound(), interval.getUpperBound());
  }

  /**
   * The same formula for the mean of n numbers between 0 and 1, which vary no more than zeros and
   * ones of that mean.
   */
  public static Interval wilsonOfMean(double mean, int n) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(ERROR_RATE / 2);
    double weight = z * z / n;
    double centre = (mean + weight / 2) / (1 + weight);
    double half = Math.sqrt(weight * (mean * (1 - mean) + weight / 4)) / (1 + weight);
    return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
