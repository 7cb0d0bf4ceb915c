package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How well a number tells two kinds of documents apart, such as right from wrong ones.
 *
 * @param area under the ROC curve: how often the number of a positive document is the larger one of
 *     a pair, ties counted half; 1/2 where it tells nothing
 * @param interval 95 %, from DeLong's variance (DeLong, DeLong and Clarke-Pearson 1988, Biometrics
 *     44, 837) on the scale of log(area / (1 - area)). The quantile is Student's with one degree of
 *     freedom less than the rarer kind has documents: the normal one held only 82 to 90 % of the
 *     true areas in simulations with 5 and 200. DeLong's variance is 0 where all positives are
 *     above all negatives, or below, or where all numbers are equal. Then the interval is the exact
 *     one of as many pairs as can be made without a document in two of them, which were all alike
 * @param p two-sided, of Mann and Whitney's test (1947) by the normal approximation with
 *     corrections for ties and continuity; 1 where all numbers are equal
 */
public record Separation(double area, Interval interval, double p, int positives, int negatives) {
  /** With fewer documents of a kind there is none: the normal approximations do not hold. */
  public static final int FEWEST = 5;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Absent where either kind has fewer than {@value #FEWEST} documents. No number may be NaN. */
  public static Optional<Separation> of(double[] positives, double[] negatives) {
    if (positives.length < FEWEST || negatives.length < FEWEST) {
      return Optional.empty();
    }
    double[] above = sharesBelow(positives, negatives);
    double[] below = sharesBelow(negatives, positives);
    double area = mean(above);
    double variance = variance(above) / above.length + variance(below) / below.length;
    int pairs = Math.min(positives.length, negatives.length);
    Interval interval =
        variance > 0
            ? aroundLogit(area, Math.sqrt(variance), pairs - 1)
            : ofPairsAlike(area, pairs);
    return Optional.of(
        new Separation(
            area,
            interval,
            mannWhitney(area, positives, negatives),
            positives.length,
            negatives.length));
  }

  /** Of each value, the share of the others that are smaller; equal ones count half. */
  private static double[] sharesBelow(double[] values, double[] others) {
    double[] sorted = Arrays.stream(others).map(Separation::withoutSign).sorted().toArray();
    return Arrays.stream(values)
        .map(Separation::withoutSign)
        .map(v -> (smaller(sorted, v, false) + smaller(sorted, v, true)) / 2.0)
        .map(below -> below / sorted.length)
        .toArray();
  }

  /** No -0, which sorts before 0. */
  private static double withoutSign(double value) {
    return value + 0.0;
  }

  /** How many of the sorted values are smaller, or are equal where that counts as well. */
  private static int smaller(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Interval aroundLogit(double area, double standardError, int degrees) {
    double logit = Math.log(area / (1 - area));
    double quantile = TDistribution.of(degrees).inverseSurvivalProbability(0.025);
    double half = quantile * standardError / (area * (1 - area));
    return new Interval(logistic(logit - half), logistic(logit + half));
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /**
   * That k pairs are all alike has a probability of 2.5 % at least as long as no more than a share
   * of {@code 1 - 0.025^(1/k)} of all pairs are unlike them (Clopper and Pearson 1934).
   */
  private static Interval ofPairsAlike(double area, int pairs) {
    double unlike = 1 - Math.pow(0.025, 1.0 / pairs);
    // Pairs that are not tied may go either way, and then change the area by 1/2.
    double off = area == 0 || area == 1 ? unlike : unlike / 2;
    return new Interval(Math.max(0, area - off), Math.min(1, area + off));
  }

  private static double mannWhitney(double area, double[] positives, double[] negatives) {
    double m = positives.length;
    double n = negatives.length;
    double all = m + n;
    double variance = m * n / 12 * (all + 1 - ties(positives, negatives) / (all * (all - 1)));
    double off = Math.abs(area - 0.5) * m * n - 0.5;
    return variance > 0 && off > 0
        ? Math.min(1, 2 * NORMAL.survivalProbability(off / Math.sqrt(variance)))
        : 1;
  }

  /** The sum of t^3 - t over each t equal numbers. */
  private static double ties(double[] positives, double[] negatives) {
    double[] sorted =
        DoubleStream.concat(Arrays.stream(positives), Arrays.stream(negatives))
            .map(Separation::withoutSign)
            .sorted()
            .toArray();
    double ties = 0;
    int from = 0;
    for (int to = 1; to <= sorted.length; to++) {
      if (to == sorted.length || sorted[to] > sorted[from]) {
        double equal = to - from;
        ties += equal * equal * equal - equal;
        from = to;
      }
    }
    return ties;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
