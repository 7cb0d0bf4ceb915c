package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GainTestTest {
  private static final double ALPHA = 0.05;

  private static PairedScores scores(int n, int lost, int gained) {
    double[] before = new double[n];
    double[] after = new double[n];
    Arrays.fill(before, 0, lost, 1);
    Arrays.fill(after, lost, lost + gained, 1);
    return PairedScores.of(before, after);
  }

  /** Summed over every outcome of 40 documents. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.05, 0.2, 0.4})
  void trueGainOfTheMarginIsCalledLessNoMoreOftenThanAlpha(double lost) {
    int n = 40;
    double margin = 0.15;
    double gained = lost + margin;
    double called = 0;
    for (int g = 0; g <= n; g++) {
      BinomialDistribution rest = BinomialDistribution.of(n - g, lost / (1 - gained));
      for (int l = 0; l <= n - g; l++) {
        if (new GainTest(scores(n, l, g), ALPHA).isBelow(margin)) {
          called += BinomialDistribution.of(n, gained).probability(g) * rest.probability(l);
        }
      }
    }
    assertThat(called).isBetween(0.001, ALPHA);
  }

  @Test
  void boundAgreesWithTheTest() {
    for (int gained = 0; gained < 12; gained++) {
      GainTest test = new GainTest(scores(300, 3, gained), ALPHA);
      double most = test.most(0.03);
      assertThat(most).isGreaterThan((gained - 3) / 300.0);
      assertThat(most <= 0.03).isEqualTo(test.isBelow(0.03));
      assertThat(test.isBelow(most)).isTrue();
    }
  }

  @Test
  void nothingIsToldOfNoDocuments() {
    assertThat(new GainTest(scores(0, 0, 0), ALPHA).most(0.03)).isEqualTo(1);
  }

  @Test
  void bettingKeepsAlphaForSkewedValues() {
    // Rare large gains, the hardest to see: a mean of 0.05 from 1 in 20.
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(3);
    int called = 0;
    int samples = 2_000;
    for (int i = 0; i < samples; i++) {
      double[] values = random.doubles(100).map(u -> u < 0.0625 ? 0.8 : 0).toArray();
      called += BettingTest.pValue(values, 0.05) <= ALPHA ? 1 : 0;
    }
    assertThat((double) called / samples).isBetween(0.001, ALPHA);
  }

  @Test
  void bettingOnNoChangeIsNearlyAsSureAsItCanBe() {
    // The exact test of shares cannot do better than (1 - m)^n.
    double p = BettingTest.pValue(new double[200], 0.05);
    assertThat(p).isBetween(Math.pow(1 - 0.05, 200), 0.001);
    double[] values = {0.3, -0.2, 0.1, 0, 0.4};
    double[] turned = {0.4, 0, 0.1, -0.2, 0.3};
    assertThat(BettingTest.pValue(values, 0.2))
        .isCloseTo(BettingTest.pValue(turned, 0.2), within(1e-12));
  }
}
