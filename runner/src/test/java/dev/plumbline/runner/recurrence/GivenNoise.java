package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.bundle.Bundle;
import java.util.function.IntToDoubleFunction;

/** Noise of numbers that other code can make, too, for tests. */
public final class GivenNoise {
  private GivenNoise() {}

  /**
   * {@code sin(1 + c (1 + p) i)} for channel c and position p, from 0, before iteration i, from 1.
   */
  public static StateNoise of(IntToDoubleFunction share, Bundle bundle) {
    return new StateNoise(
        share,
        (position, iteration, channels) -> {
          float[] numbers = new float[channels];
          for (int c = 0; c < channels; c++) {
            numbers[c] = (float) Math.sin(1.0 + (double) c * (1 + position) * iteration);
          }
          return numbers;
        },
        StateNorm.of(bundle));
  }
}
