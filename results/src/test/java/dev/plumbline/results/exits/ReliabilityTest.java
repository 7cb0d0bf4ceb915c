package dev.plumbline.results.exits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
  private static final double[] PREDICTED = {.9, .2, .35, .4, .55, .6, .6, .7, .8, .85, .05, .95};
  private static final boolean[] HAPPENED = {
    true, false, true, false, false, true, true, false, true, true, false, true
  };

  /** scikit-learn 1.9.1's {@code brier_score_loss}. */
  @Test
  void brierIsScikitLearns() {
    Reliability reliability = Reliability.of(PREDICTED, HAPPENED);
    assertThat(reliability.brier()).isCloseTo(0.15104166666666666, within(1e-15));
    assertThat(reliability.brierOfShare()).isCloseTo(7 / 12.0 * 5 / 12, within(1e-15));
  }

  /**
   * By hand: two of .35 and .4 share a bin by their places, the two of .6 because they are equal;
   * all others are alone. .05 + .2 + 2 (.125) + .55 + 2 (.4) + .7 + .2 + .15 + .1 + .05, over 12.
   */
  @Test
  void binsAreOfEqualSizeButForEqualProbabilities() {
    Reliability reliability = Reliability.of(PREDICTED, HAPPENED);
    assertThat(reliability.bins())
        .extracting(Reliability.Bin::n)
        .containsExactly(1, 1, 2, 1, 2, 1, 1, 1, 1, 1);
    assertThat(reliability.bins().get(2).predicted()).isCloseTo(.375, within(1e-15));
    assertThat(reliability.bins().get(2).observed()).isEqualTo(.5);
    assertThat(reliability.expectedCalibrationError()).isCloseTo(3.05 / 12, within(1e-15));
  }

  @Test
  void sameProbabilityForAllIsOneBin() {
    Reliability reliability =
        Reliability.of(new double[] {.5, .5, .5, .5}, new boolean[] {true, false, true, true});
    assertThat(reliability.bins()).hasSize(1);
    assertThat(reliability.expectedCalibrationError()).isCloseTo(.25, within(1e-15));
  }
}
