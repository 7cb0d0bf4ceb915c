package dev.plumbline.results.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against IEEE 754's definition of binary16. */
class Float16Test {
  private static final int INFINITE = 0x7c00;

  private static float defined(int half) {
    int exponent = (half & INFINITE) >>> 10;
    int mantissa = half & 0x3ff;
    float magnitude =
        exponent == 0
            ? Math.scalb((float) mantissa, -24)
            : Math.scalb(1 + mantissa / 1024f, exponent - 15);
    return (half & 0x8000) == 0 ? magnitude : -magnitude;
  }

  @Test
  void everyFiniteNumberIsThatOfTheDefinitionAndComesBack() {
    for (int half = 0; half < 1 << 16; half++) {
      if ((half & INFINITE) != INFINITE) {
        assertThat(Float16.toFloat(half)).isEqualTo(defined(half));
        assertThat(Float16.of(defined(half))).isEqualTo(half);
      }
    }
  }

  @Test
  void numbersBetweenTwoGoToTheNearerOneAndTiesToTheEvenOne() {
    for (int half = 0; half < INFINITE - 1; half++) {
      float middle = (defined(half) + defined(half + 1)) / 2;
      assertThat(Float16.of(middle)).isEqualTo(half % 2 == 0 ? half : half + 1);
      assertThat(Float16.of(Math.nextDown(middle))).isEqualTo(half);
      assertThat(Float16.of(Math.nextUp(middle))).isEqualTo(half + 1);
    }
  }

  @Test
  void whatIsTooLargeIsInfiniteAndNoNumberStaysNone() {
    assertThat(Float16.of(65519)).isEqualTo(INFINITE - 1);
    assertThat(Float16.of(65520)).isEqualTo(INFINITE);
    assertThat(Float16.of(Float.NEGATIVE_INFINITY)).isEqualTo(0x8000 | INFINITE);
    assertThat(Float16.toFloat(INFINITE)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Float16.toFloat(Float16.of(Float.NaN))).isNaN();
  }
}
