package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

/** Collects how far numbers are from those expected, each absolutely or relatively. */
final class Differences {
  private float worst;

  void add(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      float difference = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
      // Math.max keeps a NaN, which then fails every bound.
      worst = Math.max(worst, difference);
    }
  }

  float worst() {
    return worst;
  }
}
