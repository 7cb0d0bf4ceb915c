package dev.plumbline.results.statistics;

import dev.plumbline.protocol.PlumblineException;
import java.util.Arrays;

/**
 * Is the gain smaller than a margin? One-sided: the question before going deeper. While the true
 * gain is at least the margin, the answer is yes with a probability of at most alpha.
 *
 * <p>Right and wrong answers: the exact test that {@link LossTest} asks, of a loss greater than
 * minus the margin, {@link LossOfShares}. Graded scores from 0 to 1: a test by betting, {@link
 * BettingTest}. Both hold for any n.
 *
 * @param scores each within 0 and 1
 * @param alpha between 0 and 1; below 0.0001 the answer is never yes for right and wrong answers
 */
record GainTest(PairedScores scores, double alpha) {
  /** Halvings of the way to the bound: the last is of 0.0001 or less. */
  private static final int BISECTIONS = 14;

  GainTest {
    if (!scores.isWithin(0, 1)) {
      throw new PlumblineException(
          "whether depth saturates is tested on scores from 0 to 1 alone; name the iterations");
    }
  }

  /**
   * Whether the gain is significantly smaller than a margin.
   *
   * @param margin above 0, at most 1
   */
  boolean isBelow(double margin) {
    double[] differences = scores.differences();
    int n = differences.length;
    if (n == 0 || Arrays.stream(differences).sum() >= n * margin) {
      return false;
    }
    return scores.isRightOrWrong()
        ? LossOfShares.isSignificant(
            new PairedProportions(scores.lost(), scores.gained(), n), -margin, alpha)
        : BettingTest.pValue(differences, margin) <= alpha;
  }

  /**
   * What the gain is at most, but for alpha, rounded up: at most the margin exactly if {@link
   * #isBelow} it; 1, which no gain exceeds, where nothing less can be told.
   */
  double most(double margin) {
    boolean below = isBelow(margin);
    double low = below ? 0 : margin;
    double high = below ? margin : 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (isBelow(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
