package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.results.Interval;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class ShareScoreTest {
  private static final int SIMULATIONS = 200;

  private static double[] flips(int lost, int gained, int n) {
    double[] differences = new double[n];
    Arrays.fill(differences, 0, lost, -1);
    Arrays.fill(differences, lost, lost + gained, 1);
    return differences;
  }

  @ParameterizedTest
  @CsvSource({"3, 9, 60", "0, 7, 40", "5, 0, 40", "0, 0, 30", "20, 25, 100", "1, 1, 10"})
  void wholeDifferencesAreTangos(int lost, int gained, int n) {
    PairedProportions tango = new PairedProportions(lost, gained, n);
    ShareScore score = new ShareScore(flips(lost, gained, n));
    for (double mean : new double[] {-0.7, -0.2, -0.01, 0.01, 0.05, 0.3}) {
      assertThat(score.statistic(mean)).isCloseTo(-tango.score(-mean), within(1e-9));
    }
    assertThat(score.interval().low()).isCloseTo(tango.interval().low(), within(1e-9));
    assertThat(score.interval().high()).isCloseTo(tango.interval().high(), within(1e-9));
  }

  /**
   * scipy 1.17.1, {@code minimize(method='SLSQP')} of the likelihood over the probabilities of -1,
   * -.7, -.3, 0, .3, .7 and 1, given the mean.
   */
  @Test
  void likeliestDistributionIsScipys() {
    double[] differences = new double[50];
    Arrays.fill(differences, 0, 6, 0.7);
    Arrays.fill(differences, 6, 10, -0.3);
    differences[10] = 1;
    ShareScore score = new ShareScore(differences);
    assertThat(score.statistic(0)).isCloseTo(2.0000003, within(1e-5));
    assertThat(score.statistic(0.25)).isCloseTo(-3.0206188, within(1e-5));
    assertThat(score.statistic(-0.1)).isCloseTo(3.1622777, within(1e-5));
  }

  /**
   * All answers are those of the lower depth: where the line rises a little, that proves little.
   */
  @Test
  void flipsThatMightHaveHappenedAreAllowedFor() {
    double[] differences = new double[60];
    Arrays.fill(differences, 0, 13, -0.0005);
    ShareScore score = new ShareScore(differences);
    assertThat(score.pValue()).isGreaterThan(0.5);
    Interval interval = score.interval();
    assertThat(interval.low()).isCloseTo(-0.06, within(0.01));
    assertThat(interval.high()).isCloseTo(0.06, within(0.01));
  }

  @Test
  void nothingDiffersIsNoDifference() {
    assertThat(new ShareScore(new double[20]).pValue()).isEqualTo(1);
  }

  /** Where the point is as good as the lot between two depths. */
  @ParameterizedTest
  @CsvSource({"100, 0.33", "100, 0.01", "60, 0.5", "300, 0.9"})
  void intervalHoldsTheTruthAsOftenAsItSays(int n, double weight) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(7);
    double low = 0.4;
    double high = 0.7;
    int held = 0;
    int rejected = 0;
    for (int simulation = 0; simulation < SIMULATIONS; simulation++) {
      double[] differences = new double[n];
      for (int i = 0; i < n; i++) {
        double ease = random.nextDouble();
        double before = ease < low ? 1 : 0;
        double after = ease < high ? 1 : 0;
        double own = random.nextDouble() < 0.2 ? random.nextDouble() : ease;
        double right = own < low + weight * (high - low) ? 1 : 0;
        differences[i] = right - (before + weight * (after - before));
      }
      ShareScore score = new ShareScore(differences);
      Interval interval = score.interval();
      held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
      rejected += score.pValue() < 0.05 ? 1 : 0;
    }
    assertThat((double) held / SIMULATIONS).isGreaterThan(0.9);
    assertThat((double) rejected / SIMULATIONS).isLessThan(0.1);
  }
}
