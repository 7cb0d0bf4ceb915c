package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class LossTestTest {
  private static final double ALPHA = 0.05;

  /** Of 500 documents, by margin. */
  private static final Map<Double, int[]> REJECTED = new HashMap<>();

  /**
   * Summed in Python over every outcome whose score statistic, its likelihood maximised
   * numerically, is as large: {@code multinomial.pmf} of scipy 1.17.1.
   */
  @ParameterizedTest
  @CsvSource({
    "9, 1, 40, 0.0, 0.1, 0.003928822510629295",
    "9, 1, 40, 0.05, 0.03, 0.014212062835217585",
    "12, 4, 60, 0.02, 0.1, 0.04595156188762487"
  })
  void probabilityIsThatOfEveryOutcomeAsExtreme(
      int lost, int gained, int n, double margin, double shareGained, double expected) {
    LossOfShares test = new LossOfShares(new PairedProportions(lost, gained, n), margin);
    assertThat(test.probability(shareGained)).isCloseTo(expected, within(1e-9));
  }

  /** The size of the test, by enumeration over all outcomes and a grid of true shares. */
  @ParameterizedTest
  @CsvSource({"40, 0", "40, 0.02", "100, 0.01", "100, 0.05"})
  void falseAlarmsAreNoMoreThanAlphaWhateverTheShareOfFlips(int n, double margin) {
    int[] leastLost = rejected(n, margin);
    for (double gained = 0; 2 * gained + margin <= 1; gained += 0.0037) {
      assertThat(alarms(n, leastLost, gained, gained + margin))
          .as("share gained %s", gained)
          .isLessThanOrEqualTo(ALPHA);
    }
  }

  /** The power table of docs/statistics.md, exactly; {@code PLUMBLINE_SIMULATIONS} prints it. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, .99", "0, .01, .9", "0, .02, .7", "0, .05, .4",
    ".01, 0, .7", ".01, .01, .4", ".01, .02, .3", ".01, .05, .1"
  })
  void lossOfThreePointsIsFoundInFiveHundredDocuments(double margin, double gained, double least) {
    int[] leastLost = REJECTED.computeIfAbsent(margin, m -> rejected(500, m));
    double power = alarms(500, leastLost, gained, gained + 0.03);
    double falseAlarms = alarms(500, leastLost, gained, gained + margin);
    if (System.getenv("PLUMBLINE_SIMULATIONS") != null) {
      System.out.printf(
          Locale.ROOT,
          "margin %.2f, gained %.2f: power %.3f, false alarms %.4f%n",
          margin,
          gained,
          power,
          falseAlarms);
    }
    assertThat(power).isGreaterThan(least);
    assertThat(falseAlarms).isLessThanOrEqualTo(ALPHA);
  }

  /** By documents gained, the fewest lost at which the test alarms; more than n if none do. */
  private static int[] rejected(int n, double margin) {
    int[] least = new int[n + 1];
    int lost = 0;
    for (int gained = 0; gained <= n; gained++) {
      while (lost + gained <= n && !test(lost, gained, n, margin).isGreater()) {
        lost++;
      }
      least[gained] = lost;
    }
    return least;
  }

  private static double alarms(int n, int[] leastLost, double gained, double lost) {
    double sum = 0;
    BinomialDistribution gains = BinomialDistribution.of(n, gained);
    for (int g = 0; g <= n; g++) {
      if (leastLost[g] <= n - g) {
        sum +=
            gains.probability(g)
                * BinomialDistribution.of(n - g, Math.min(1, lost / (1 - gained)))
                    .survivalProbability(leastLost[g] - 1);
      }
    }
    return sum;
  }

  @Test
  void lossWithinTheMarginIsNoEvidence() {
    assertThat(test(5, 0, 500, 0.01).pValue()).isEqualTo(1);
    assertThat(test(0, 0, 500, 0).pValue()).isEqualTo(1);
    assertThat(test(0, 30, 500, 0).pValue()).isEqualTo(1);
  }

  @Test
  void widerMarginToleratesMore() {
    assertThat(test(15, 0, 500, 0).pValue()).isLessThan(test(15, 0, 500, 0.01).pValue());
    assertThat(test(15, 0, 500, 0.01).pValue()).isLessThan(test(15, 0, 500, 0.02).pValue());
  }

  /**
   * From scipy 1.17.1: {@code permutation_test((d - 0.05,), sum, permutation_type='samples',
   * alternative='greater')} of the losses d.
   */
  @Test
  void gradedLossIsScipysPermutationTestOfTheExcess() {
    double[] losses = {0.3, -0.1, 0.25, 0.0, 0.4, 0.15, -0.05, 0.2};
    double[] after = new double[losses.length];
    double[] before = new double[losses.length];
    for (int i = 0; i < losses.length; i++) {
      before[i] = 0.5;
      after[i] = 0.5 - losses[i];
    }
    LossTest test = LossTest.of(PairedScores.of(before, after), 0.05, ALPHA).orElseThrow();
    assertThat(test.pValue()).isCloseTo(0.10546875, within(1e-12));
    assertThat(test.isGreater()).isFalse();
  }

  @Test
  void nothingToTestIsNotAPass() {
    assertThat(LossTest.of(PairedScores.of(new double[0], new double[0]), 0, ALPHA)).isEmpty();
  }

  @Test
  void marginAndAlphaMustMakeSense() {
    assertThatThrownBy(() -> test(1, 0, 5, -0.1)).hasMessageContaining("got -0.1 and 0.05");
    assertThatThrownBy(() -> LossTest.of(Flips.scores(1, 0, 5), 0, 1))
        .hasMessageContaining("got 0.0 and 1.0");
  }

  private static LossTest test(int lost, int gained, int n, double margin) {
    return LossTest.of(Flips.scores(lost, gained, n), margin, ALPHA).orElseThrow();
  }
}
