package dev.plumbline.results;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
  private static final double ERROR_RATE = 0.05;
  private static final int RESAMPLES = 10_000;
  private static final long SEED = 1234;

  /** Wilson's score interval (1927), without continuity correction. */
  public static Interval wilson(int successes, int n) {
    var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(n, successes, ERROR_RATE);
    return new Interval(interval.getLowerBound(), interval.getUpperBound());
  }

  /**
   * The percentile bootstrap (Efron and Tibshirani 1993, chapter 13): means of samples drawn with
   * replacement, the outer 2.5 % cut from each end. The same values give the same interval.
   */
  public static Interval bootstrap(double[] values) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int draw = 0; draw < values.length; draw++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    int cut = (int) Math.round(RESAMPLES * ERROR_RATE / 2);
    return new Interval(means[cut], means[RESAMPLES - 1 - cut]);
  }
}
