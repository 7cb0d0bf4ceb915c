package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class PassAtKTest {
  @Test
  void estimateIsThatOfTheBinomialCoefficients() {
    for (int n = 1; n <= 60; n++) {
      for (int c = 0; c <= n; c++) {
        for (int k : new int[] {1, 2, 5, 10, 50}) {
          if (k <= n) {
            BigDecimal wrong = new BigDecimal(choose(n - c, k));
            BigDecimal all = new BigDecimal(choose(n, k));
            double expected = 1 - wrong.divide(all, MathContext.DECIMAL64).doubleValue();
            assertThat(PassAtK.estimate(n, c, k)).isCloseTo(expected, within(1e-12));
          }
        }
      }
    }
  }

  private static BigInteger choose(int n, int k) {
    BigInteger result = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      result = result.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return result;
  }

  @Test
  void estimateFromTooFewProgramsIsRefused() {
    assertThatThrownBy(() -> PassAtK.estimate(3, 1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pass@5 of 1 right programs out of 3 is undefined");
  }
}
