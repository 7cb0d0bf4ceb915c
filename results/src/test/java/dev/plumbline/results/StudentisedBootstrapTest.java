package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentisedBootstrapTest {

  /**
   * A resample of zeros and ones is a binomial count, which gives its t: quantiles summed with
   * scipy 1.17.1 ({@code binom.pmf}), none of them near a step of the distribution.
   */
  @ParameterizedTest
  @CsvSource({
    "500, 30, 0.03868895935611355, 0.08423839928708164",
    "60, 48, 0.6666666666666667, 0.9038348263302329"
  })
  void ofTwoValuesItIsThatOfTheBinomial(int n, int ones, double low, double high) {
    double[] values = new double[n];
    Arrays.fill(values, 0, ones, 1);
    Interval interval = StudentisedBootstrap.interval(values).orElseThrow();
    assertThat(interval.low()).isCloseTo(low, within(1e-9));
    assertThat(interval.high()).isCloseTo(high, within(1e-9));
  }

  /**
   * From numpy 2.4.6, 99,999 resamples: low ends of 0.1656 to 0.1659 (the symmetric interval's),
   * high ends of 0.2455 to 0.2461 (the equal-tailed one's) for four seeds.
   */
  @Test
  void ofSkewedValuesItAgreesWithNumpysWithinItsNoise() {
    double[] x =
        IntStream.range(0, 200).mapToDouble(i -> Math.pow(i * 7919 % 101 / 100.0, 4)).toArray();
    Interval interval = StudentisedBootstrap.interval(x).orElseThrow();
    assertThat(interval.low()).isCloseTo(0.1658, within(0.001));
    assertThat(interval.high()).isCloseTo(0.2458, within(0.001));
  }

  /** From numpy 2.4.6: {@code quantile(off, [.025, .95, .975], method='weibull')}. */
  @Test
  void endsAreNumpysQuantilesOfTheStudentisedErrors() {
    double[] off =
        IntStream.range(0, 9_999)
            .mapToDouble(i -> i * 7919 % 9_999 / 5_000.0 - 1)
            .map(u -> 2 * u * u * u + 0.3 * u * u - 0.2)
            .toArray();
    Interval interval = StudentisedBootstrap.around(0.4, 0.05, off);
    assertThat(interval.low()).isCloseTo(0.31078483800080003, within(1e-12));
    assertThat(interval.high()).isCloseTo(0.4853950997, within(1e-12));
  }

  @Test
  void whereTooFewDifferFromTheOthersThereIsNone() {
    double[] values = new double[100];
    Arrays.fill(values, 0.25);
    assertThat(StudentisedBootstrap.interval(values)).isEmpty();
    Arrays.setAll(values, i -> i < 9 ? i : 0.25);
    assertThat(StudentisedBootstrap.interval(values)).isEmpty();
    values[9] = -1;
    assertThat(StudentisedBootstrap.interval(values)).isPresent();
    assertThat(StudentisedBootstrap.interval(new double[0])).isEmpty();
  }

  @Test
  void roundingAndTheSignOfZeroAreNoDifference() {
    double[] values = new double[100];
    Arrays.setAll(values, i -> new double[] {0.0, -0.0, 1e-16, 0.3 - 0.2 - 0.1}[i % 4]);
    assertThat(StudentisedBootstrap.interval(values)).isEmpty();
  }

  @Test
  void sameValuesGiveTheSameInterval() {
    double[] values = IntStream.range(0, 40).mapToDouble(i -> i % 7).toArray();
    assertThat(StudentisedBootstrap.interval(values))
        .isEqualTo(StudentisedBootstrap.interval(values.clone()));
  }
}
