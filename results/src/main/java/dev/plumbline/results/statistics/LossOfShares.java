package dev.plumbline.results.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * The exact unconditional test for a loss of right answers greater than a margin.
 *
 * <p>How likely would be a score statistic as large as the observed one, if the share lost exceeded
 * the share gained by just the margin? That depends on how many documents flip at all, which is not
 * known: the largest probability counts, over every share of flips within its interval of Clopper
 * and Pearson, and what that interval may miss is added (Berger and Boos 1994). So for margin 0 the
 * test is that of Suissa and Shuster (1991) with the score of Tango (1998).
 */
final class LossOfShares {
  /** One less the level of the interval of the share of flips. */
  static final double LEFT_OUT = 1e-4;

  /** Of a distribution, left out at each end in sums over it. */
  private static final double NEGLIGIBLE = 1e-12;

  /** Places at which the largest probability is looked for, then refined around it. */
  private static final int GRID = 64;

  private static final int REFINEMENTS = 24;
  private static final double TIE = 1e-9;

  private final int n;
  private final double margin;

  /** By documents gained: how many lost give a statistic as large; more than n if none do. */
  private final int[] leastLost;

  LossOfShares(PairedProportions observed, double margin) {
    this.n = observed.n();
    this.margin = margin;
    this.leastLost = new int[n + 1];
    double score = observed.score(margin) - TIE;
    int lost = 0;
    for (int gained = 0; gained <= n; gained++) {
      // The statistic grows with the lost and falls with the gained, so this only goes up.
      while (lost + gained <= n
          && !(new PairedProportions(lost, gained, n).score(margin) >= score)) {
        lost++;
      }
      leastLost[gained] = lost;
    }
  }

  /**
   * For an observed loss greater than the margin.
   *
   * @param margin negative where the question is whether a gain is smaller than its size
   */
  static double pValue(PairedProportions observed, double margin) {
    var flips =
        BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(
            observed.n(), observed.lost() + observed.gained(), LEFT_OUT);
    // At least so many are gained that the share lost is not negative.
    double gainedAtLeast = Math.max(0, -margin);
    double least = Math.max(gainedAtLeast, (flips.getLowerBound() - margin) / 2);
    double most = Math.max(gainedAtLeast, (flips.getUpperBound() - margin) / 2);
    LossOfShares test = new LossOfShares(observed, margin);
    return Math.min(1, maximum(test::probability, least, most) + LEFT_OUT);
  }

  /**
   * Whether {@link #pValue} is at most alpha; where it clearly is not, this is much sooner known.
   */
  static boolean isSignificant(PairedProportions observed, double margin, double alpha) {
    double flips = (double) (observed.lost() + observed.gained()) / observed.n();
    double likely = Math.max(Math.max(0, -margin), (flips - margin) / 2);
    return new LossOfShares(observed, margin).probability(likely) <= alpha
        && pValue(observed, margin) <= alpha;
  }

  /**
   * Of a statistic as large as the observed one.
   *
   * @param gained the true share gained, such that the true share lost, which is that and the
   *     margin, is a share, too
   */
  double probability(double gained) {
    BinomialDistribution gains = BinomialDistribution.of(n, gained);
    double lostOfTheRest =
        gained < 1 ? Math.min(1, Math.max(0, gained + margin) / (1 - gained)) : 0;
    int last = gains.inverseSurvivalProbability(NEGLIGIBLE);
    double sum = 0;
    for (int g = gains.inverseCumulativeProbability(NEGLIGIBLE); g <= last; g++) {
      if (leastLost[g] <= n - g) {
        sum +=
            gains.probability(g)
                * BinomialDistribution.of(n - g, lostOfTheRest)
                    .survivalProbability(leastLost[g] - 1);
      }
    }
    return sum;
  }

  private static double maximum(DoubleUnaryOperator f, double low, double high) {
    double step = (high - low) / GRID;
    double best = low;
    double most = f.applyAsDouble(low);
    for (int i = 1; i <= GRID; i++) {
      double value = f.applyAsDouble(low + i * step);
      if (value > most) {
        most = value;
        best = low + i * step;
      }
    }
    for (int i = 0; i < REFINEMENTS; i++) {
      step /= 2;
      for (double x : new double[] {best - step, best + step}) {
        double value = x < low || x > high ? 0 : f.applyAsDouble(x);
        if (value > most) {
          most = value;
          best = x;
        }
      }
    }
    return most;
  }
}
