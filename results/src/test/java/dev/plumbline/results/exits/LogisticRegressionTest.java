package dev.plumbline.results.exits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Against scikit-learn 1.9.1: {@code LogisticRegression(C=1, tol=1e-12)} on features standardised
 * with numpy's {@code std}.
 */
class LogisticRegressionTest {
  private static final double[][] FEATURES = {
    {0.1, 1.0}, {0.4, 2.0}, {1.2, 0.5}, {2.2, 1.5}, {3.1, 0.2}, {0.3, 2.5}, {1.9, 1.1}, {2.7, 0.9}
  };

  @Test
  void overlappingLabels() {
    assertProbabilities(
        new boolean[] {false, false, true, true, true, false, false, true},
        0.2659497448439639,
        0.15912571435482992,
        0.593764355338674,
        0.5815931198976471,
        0.907035220549053,
        0.09943640681173314,
        0.6070708380907603,
        0.7860246005843783);
  }

  @Test
  void labelsThatALineParts() {
    assertProbabilities(
        new boolean[] {false, false, true, true, true, false, true, true},
        0.3750860944544904,
        0.24118270275626869,
        0.7632652068335687,
        0.7855549234316768,
        0.9715759119877184,
        0.14972874285894816,
        0.7951622545007454,
        0.9184441601088897);
  }

  private static void assertProbabilities(boolean[] labels, double... expected) {
    LogisticRegression model = new LogisticRegression(FEATURES, labels);
    for (int i = 0; i < expected.length; i++) {
      assertThat(model.probability(FEATURES[i])).isCloseTo(expected[i], within(1e-7));
    }
  }

  @Test
  void featureThatNeverVariesChangesNothing() {
    double[][] constant = {{3}, {3}, {3}, {3}};
    LogisticRegression model =
        new LogisticRegression(constant, new boolean[] {true, true, true, false});
    assertThat(model.probability(new double[] {3})).isCloseTo(0.75, within(1e-9));
  }
}
