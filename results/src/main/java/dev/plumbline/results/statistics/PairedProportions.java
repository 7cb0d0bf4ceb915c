package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;
import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Right and wrong answers of the same documents before and after: of n documents, some were lost
 * (right, then wrong) and some gained (wrong, then right).
 */
record PairedProportions(int lost, int gained, int n) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

  /** Beyond the last bit of a double. */
  private static final int BISECTIONS = 64;

  /**
   * The exact two-sided test of McNemar (1947): were lost and gained documents equally likely? The
   * binomial test of one against the other; 1 where there are none.
   */
  double mcNemar() {
    int flipped = lost + gained;
    if (flipped == 0) {
      return 1;
    }
    BinomialDistribution fair = BinomialDistribution.of(flipped, 0.5);
    return Math.min(1, 2 * fair.cumulativeProbability(Math.min(lost, gained)));
  }

  /**
   * Tango's score statistic (1998, Statistics in Medicine 17, 891) for the hypothesis that the
   * share lost exceeds the share gained by {@code loss}: standard normal for large n if it does,
   * greater if the loss is greater. NaN where nothing varies.
   *
   * @param loss within -1 and 1
   */
  double score(double loss) {
    double b = -lost - gained + (2.0 * n - lost + gained) * loss;
    double c = -gained * loss * (1 - loss);
    // The likeliest share gained under the hypothesis: the larger root of 2n q^2 + b q + c.
    double q = (Math.sqrt(b * b - 8.0 * n * c) - b) / (4.0 * n);
    double share = Math.max(q, Math.max(0, -loss));
    return (lost - gained - n * loss) / Math.sqrt(n * (2 * share + loss * (1 - loss)));
  }

  /** Of the difference after less before: every loss that {@link #score} does not reject. */
  Interval interval() {
    double loss = (double) (lost - gained) / n;
    double least = boundary(-1, loss, l -> score(l) > Z);
    double most = boundary(loss, 1, l -> score(l) >= -Z);
    return new Interval(-most, -least);
  }

  /** Where a predicate that holds at the lower end and not at the upper one stops holding. */
  private static double boundary(double low, double high, DoublePredicate holds) {
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
