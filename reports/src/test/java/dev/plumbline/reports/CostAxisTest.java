package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostAxisTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "150, 150",
    "999, 999",
    "1000, 1 k",
    "1500000, 1.5 M",
    "200000000, 200 M",
    "1e9, 1 G",
    "2.05e9, 2.05 G",
    "5e12, 5 T"
  })
  void numbersHaveThreeDigitsAndAPrefix(double number, String text) {
    assertThat(CostAxis.text(number)).isEqualTo(text);
  }

  @Test
  void wideRangesHaveFewerTicks() {
    assertThat(CostAxis.ticks(1.5e9, 1.2e10)).containsExactly(2e9, 5e9, 1e10);
    assertThat(CostAxis.ticks(9e5, 2e9)).containsExactly(1e6, 1e7, 1e8, 1e9);
    assertThat(CostAxis.ticks(1.6e9, 8e9)).containsExactly(2e9, 3e9, 4e9, 5e9, 7e9);
  }

  /** A panel with one cost shows a factor of 1.25 on either side. */
  @Test
  void oneCostAloneHasATick() {
    assertThat(IntStream.range(0, 100).mapToDouble(i -> 1e6 * Math.pow(10, i / 100.0)))
        .allSatisfy(cost -> assertThat(CostAxis.ticks(cost / 1.25, cost * 1.25)).isNotEmpty());
  }
}
