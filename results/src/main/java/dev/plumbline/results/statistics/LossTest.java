package dev.plumbline.results.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Is the loss greater than a margin? One-sided: the gate's question. While the true loss is at most
 * the margin, the answer is yes with a probability of at most alpha.
 *
 * <p>Right and wrong answers: an exact test that holds for any n, {@link LossOfShares}. Graded
 * scores: the paired permutation test of the losses less the margin, exact where these are
 * symmetric about it (so for a margin of 0 wherever nothing changed but chance) and approximate
 * otherwise.
 *
 * @param pValue 1 where the observed loss is within the margin
 */
public record LossTest(PairedDifference difference, double margin, double alpha, double pValue) {

  /**
   * Tests the loss of the mean from the scores before to those after.
   *
   * @param margin the loss that is tolerated, at least 0, in the score's own unit
   * @param alpha the false alarm rate, between 0 and 1; the least p there is is 0.0001, so a lower
   *     alpha never alarms
   * @return absent where no document has both scores: nothing was tested
   */
  public static Optional<LossTest> of(PairedScores scores, double margin, double alpha) {
    if (!(margin >= 0 && Double.isFinite(margin)) || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "a margin of at least 0 and an alpha between 0 and 1 are needed, got %s and %s"
              .formatted(margin, alpha));
    }
    return PairedDifference.of(scores)
        .map(difference -> new LossTest(difference, margin, alpha, pValue(scores, margin)));
  }

  private static double pValue(PairedScores scores, double margin) {
    double[] excess = Arrays.stream(scores.differences()).map(d -> -d - margin).toArray();
    if (Arrays.stream(excess).sum() <= 0) {
      return 1;
    }
    return scores.isRightOrWrong()
        ? LossOfShares.pValue(
            new PairedProportions(scores.lost(), scores.gained(), scores.n()), margin)
        : SignFlips.oneSided(excess);
  }

  /** Whether the loss is significantly greater than the margin. */
  public boolean isGreater() {
    return pValue <= alpha;
  }
}
