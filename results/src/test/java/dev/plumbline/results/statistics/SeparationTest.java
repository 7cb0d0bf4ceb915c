package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeparationTest {
  private static final double[] POSITIVES = {3, 5, 5, 7, 8, 9, 2.5};
  private static final double[] NEGATIVES = {1, 2, 3, 5, 4, 6, 2, 0.5, 5};

  private static Separation of(double[] positives, double[] negatives) {
    return Separation.of(positives, negatives).orElseThrow();
  }

  /**
   * The area of scikit-learn's roc_auc_score, p of SciPy's mannwhitneyu(method="asymptotic"), the
   * interval of DeLong's formula in NumPy.
   */
  @Test
  void tiedNumbersGiveWhatPythonGives() {
    Separation separation = of(POSITIVES, NEGATIVES);
    assertThat(separation.area()).isCloseTo(0.7857142857142857, within(1e-12));
    assertThat(separation.p()).isCloseTo(0.06162828694486127, within(1e-9));
    assertThat(separation.interval().low()).isCloseTo(0.4013555170655206, within(1e-6));
    assertThat(separation.interval().high()).isCloseTo(0.952501170253112, within(1e-6));
    assertThat(separation.positives()).isEqualTo(7);
    assertThat(separation.negatives()).isEqualTo(9);
  }

  @Test
  void areaCountsPairsAndHalfOfTies() {
    // Of 25 pairs 1 + 2 + 3 + 4 are won below the diagonal, and the 5 on it tied.
    double[] values = {1, 2, 3, 4, 5};
    assertThat(of(values, values).area()).isEqualTo(0.5);
    assertThat(of(values, values).p()).isEqualTo(1);
    // 3 beats three, 6 and 7 beat five, 0 beats one, 2 beats two and ties one.
    assertThat(of(new double[] {3, 6, 7, 0, 2}, new double[] {-1, 1, 2, 4, 5}).area())
        .isCloseTo((3 + 5 + 5 + 1 + 2.5) / 25, within(1e-12));
  }

  @Test
  void swappedKindsMirrorTheArea() {
    Separation one = of(POSITIVES, NEGATIVES);
    Separation other = of(NEGATIVES, POSITIVES);
    assertThat(other.area()).isCloseTo(1 - one.area(), within(1e-12));
    assertThat(other.interval().low()).isCloseTo(1 - one.interval().high(), within(1e-12));
    assertThat(other.p()).isCloseTo(one.p(), within(1e-12));
  }

  @Test
  void wholeSeparationHasAnExactBound() {
    double[] low = {1, 2, 3, 4, 5, 6};
    double[] high = {7, 8, 9, 10, 11};
    // Five pairs in a row have a probability of 2.5 % where one has 0.025^(1/5).
    assertThat(of(high, low).area()).isEqualTo(1);
    assertThat(of(high, low).interval().low()).isCloseTo(Math.pow(0.025, 0.2), within(1e-12));
    assertThat(of(high, low).interval().high()).isEqualTo(1);
    assertThat(of(low, high).interval().low()).isEqualTo(0);
    assertThat(of(low, high).interval().high()).isCloseTo(1 - Math.pow(0.025, 0.2), within(1e-12));
  }

  @Test
  void equalNumbersTellNothing() {
    Separation separation = of(new double[5], new double[] {0.0, -0.0, 0, 0, 0});
    assertThat(separation.area()).isEqualTo(0.5);
    assertThat(separation.p()).isEqualTo(1);
    assertThat(separation.interval().low()).isStrictlyBetween(0.2, 0.3);
    assertThat(separation.interval().high()).isStrictlyBetween(0.7, 0.8);
  }

  @Test
  void fewOfAKindHaveNone() {
    assertThat(Separation.of(new double[4], new double[50])).isEmpty();
    assertThat(Separation.of(new double[50], new double[4])).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5, .7", "5, 200, .5", "5, 200, .85", "10, 10, .5", "10, 100, .5", "10, 100, .85",
    "10, 100, .95", "20, 20, .7", "50, 50, .5", "50, 50, .85", "50, 50, .95", "200, 200, .7"
  })
  void intervalHoldsTheAreaAsOftenAsItSays(int positives, int negatives, double area) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);
    ContinuousDistribution.Sampler sampler = normal.createSampler(random);
    double apart = Math.sqrt(2) * normal.inverseCumulativeProbability(area);
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      DoubleStream above = sampler.samples(positives).map(z -> z + apart);
      Separation separation = of(above.toArray(), sampler.samples(negatives).toArray());
      held += separation.interval().low() <= area && area <= separation.interval().high() ? 1 : 0;
    }
    assertThat(held / 2_000.0).isGreaterThanOrEqualTo(0.92);
  }

  @Test
  void pIsSeldomSmallWhereNothingDiffers() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);
    int rejected = 0;
    for (int i = 0; i < 2_000; i++) {
      double[] one = random.ints(30, 0, 6).asDoubleStream().toArray();
      double[] other = random.ints(12, 0, 6).asDoubleStream().toArray();
      rejected += of(one, other).p() <= 0.05 ? 1 : 0;
    }
    assertThat(rejected / 2_000.0).isBetween(0.03, 0.06);
  }
}
