package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score test for a mean of differences within -1 and 1, such as of right answers less a share
 * between two depths. It is Tango's (1998) where they are -1, 0 and 1: the statistic's variance is
 * that of the likeliest distribution with the hypothetical mean, which may give differences of -1
 * and 1 a probability though none was seen. Thus a flip that did not happen by luck is allowed for,
 * which neither resampling nor permuted signs do.
 */
final class ShareScore {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double Z = NORMAL.inverseSurvivalProbability(0.025);

  /** Beyond the last bit of a double. */
  private static final int BISECTIONS = 100;

  private final double[] differences;
  private final double mean;

  ShareScore(double[] differences) {
    this.differences = differences;
    this.mean = Arrays.stream(differences).sum() / differences.length;
  }

  /** Two-sided, by the normal approximation; 1 where nothing differs. */
  double pValue() {
    double score = statistic(0);
    return Double.isNaN(score) ? 1 : Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(score)));
  }

  /** 95 %: every mean that the test at 5 % does not reject. */
  Interval interval() {
    double low = boundary(mean, -1, hypothesis -> !(statistic(hypothesis) > Z));
    double high = boundary(mean, 1, hypothesis -> !(statistic(hypothesis) < -Z));
    return new Interval(low, high);
  }

  /**
   * How many standard errors the mean lies above a hypothetical one, which is within -1 and 1; NaN
   * where both are the same and nothing varies.
   */
  double statistic(double hypothesis) {
    return (mean - hypothesis) / Math.sqrt(variance(hypothesis) / differences.length);
  }

  /**
   * Of the likeliest distribution with the mean. By Lagrange a difference d has the probability 1 /
   * (n + m (d - mean)); where no m within the bounds of all probabilities gives the mean, the end
   * at the bound has what is missing.
   */
  private double variance(double hypothesis) {
    int n = differences.length;
    double least = -n / (1 - hypothesis);
    double most = n / (1 + hypothesis);
    double end = 0;
    double multiplier;
    double missing = 0;
    if (excess(least, hypothesis) < 0) {
      multiplier = least;
      end = 1 - hypothesis;
      missing = -excess(least, hypothesis) / end;
    } else if (excess(most, hypothesis) > 0) {
      multiplier = most;
      end = -1 - hypothesis;
      missing = -excess(most, hypothesis) / end;
    } else {
      multiplier = boundary(least, most, m -> excess(m, hypothesis) >= 0);
    }
    double variance = missing * end * end;
    for (double d : differences) {
      double off = d - hypothesis;
      variance += probability(off, multiplier) * off * off;
    }
    return variance;
  }

  /** The mean less the hypothetical one, which falls as the multiplier grows. */
  private double excess(double multiplier, double hypothesis) {
    double sum = 0;
    for (double d : differences) {
      sum += probability(d - hypothesis, multiplier) * (d - hypothesis);
    }
    return sum;
  }

  private double probability(double off, double multiplier) {
    // At the bound of an end that was seen it is infinite, whatever rounding makes of the 0.
    return 1 / Math.max(Double.MIN_NORMAL, differences.length + multiplier * off);
  }

  /** Where a predicate that holds at the first place and not at the second stops holding. */
  private static double boundary(double from, double to, DoublePredicate holds) {
    double in = from;
    double out = to;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (in + out) / 2;
      if (holds.test(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }
}
