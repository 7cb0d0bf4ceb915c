package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expectations from statsmodels 0.15.0: {@code multipletests(p, method='holm')[1]}. */
class HolmTest {
  @Test
  void adjustedValuesAreStatsmodels() {
    isAdjusted(List.of(0.01, 0.04, 0.03, 0.005), List.of(0.03, 0.06, 0.06, 0.02));
    isAdjusted(List.of(0.5, 0.5, 0.02), List.of(1.0, 1.0, 0.06));
    isAdjusted(List.of(1e-9, 0.2, 0.04, 0.04, 0.9), List.of(5e-9, 0.4, 0.16, 0.16, 0.9));
  }

  /** By hand: of 0.01, 0.04 and 0.03 the first is tripled, the last doubled, the second no less. */
  @Test
  void testThatIsAskedAgainCountsOnce() {
    assertThat(Holm.adjust(List.of(0.01, 0.01, 0.04, 0.03), List.of("a", "a", "b", "c")))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(0.03, 0.03, 0.06, 0.06);
  }

  @Test
  void oneTestNeedsNoCorrection() {
    isAdjusted(List.of(0.03), List.of(0.03));
    isAdjusted(List.of(), List.of());
  }

  private static void isAdjusted(List<Double> pValues, List<Double> expected) {
    assertThat(Holm.adjust(pValues))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .isEqualTo(expected);
  }
}
