package dev.plumbline.results.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A test of the mean of values from -1 to 1 that assumes nothing of their distribution
 * (Waudby-Smith and Ramdas 2024, Journal of the Royal Statistical Society B 86, 1).
 *
 * <p>Someone bets against "the mean is at least m" on each value in turn: with the stake s, one
 * unit becomes 1 + s (m - value). If the mean is m or more, no bet gains on average, so that the
 * capital reaches 1 / p with a probability of at most p (Ville 1939). The capital here is the mean
 * of that of many bettors, each with a stake of its own, so that the order of the values does not
 * matter.
 */
final class BettingTest {
  private static final int BETTORS = 64;

  private BettingTest() {}

  /**
   * For the hypothesis that the mean is at least m.
   *
   * @param m above -1, at most 1
   */
  static double pValue(double[] values, double m) {
    double[] logCapitals =
        IntStream.range(0, BETTORS)
            // Below the stake at which a value of 1 would take more than all.
            .mapToDouble(i -> (i + 0.5) / BETTORS / Math.max(1 - m, 0.5))
            .map(stake -> Arrays.stream(values).map(v -> Math.log1p(stake * (m - v))).sum())
            .toArray();
    double best = Arrays.stream(logCapitals).max().orElseThrow();
    double sum = Arrays.stream(logCapitals).map(c -> Math.exp(c - best)).sum();
    return Math.min(1, Math.exp(Math.log(BETTORS) - best - Math.log(sum)));
  }
}
