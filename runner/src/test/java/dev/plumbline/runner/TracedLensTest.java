package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the definitions, on distributions that are written down. */
class TracedLensTest {
  private static float[] logits(double... probabilities) {
    float[] logits = new float[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      // Any constant may be added.
      logits[i] = (float) (Math.log(probabilities[i]) + 7);
    }
    return logits;
  }

  private static float number(TracedLens lens, LensNumber number) {
    return lens.of(number)[0][0];
  }

  @Test
  void numbersAreThoseOfTheDefinitions() {
    TracedLens lens = new TracedLens(List.of(1, 2), 1);
    lens.put(0, 0, logits(0.5, 0.25, 0.125, 0.125), logits(0.1, 0.2, 0.3, 0.4));
    assertThat(number(lens, LensNumber.TOKEN)).isZero();
    assertThat(number(lens, LensNumber.PROBABILITY)).isCloseTo(0.5f, within(1e-6f));
    assertThat(number(lens, LensNumber.ENTROPY))
        .isCloseTo((float) (1.75 * Math.log(2)), within(1e-6f));
    // The last token is what the deepest says; two are above it, one is level.
    assertThat(number(lens, LensNumber.FINAL_RANK)).isEqualTo(3);
    assertThat(number(lens, LensNumber.FINAL_LOG_PROBABILITY))
        .isCloseTo((float) Math.log(0.125), within(1e-6f));
    double divergence =
        0.5 * Math.log(0.5 / 0.1)
            + 0.25 * Math.log(0.25 / 0.2)
            + 0.125 * Math.log(0.125 / 0.3)
            + 0.125 * Math.log(0.125 / 0.4);
    assertThat(number(lens, LensNumber.DIVERGENCE)).isCloseTo((float) divergence, within(1e-6f));
  }

  @Test
  void tokensThatNoLogitAllowsCountNothing() {
    TracedLens lens = new TracedLens(List.of(1), 1);
    float[] logits = {0, 0, Float.NEGATIVE_INFINITY};
    lens.put(0, 0, logits, logits);
    assertThat(number(lens, LensNumber.ENTROPY)).isCloseTo((float) Math.log(2), within(1e-6f));
    assertThat(number(lens, LensNumber.DIVERGENCE)).isZero();
  }
}
