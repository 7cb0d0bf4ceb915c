package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1000, 1.00 K",
    "9994, 9.99 K",
    "9996, 10.0 K",
    "700288, 700 K",
    "999499, 999 K",
    "999500, 1.00 M",
    "3912345678, 3.91 B"
  })
  void countsHaveThreeDigits(long count, String shown) {
    assertThat(SweepHeader.shortened(count)).isEqualTo(shown);
  }
}
