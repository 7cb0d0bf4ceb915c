package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  /** From scipy 1.17.1: {@code binomtest(k, n).proportion_ci(0.95, method='wilson')}. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.0, 0.7934506856227626",
    "1, 1, 0.20654931437723745, 1.0",
    "0, 10, 0.0, 0.27753279986288926",
    "3, 4, 0.30064184258240184, 0.9544127391902995",
    "7, 32, 0.11023836252604186, 0.3875499364924353",
    "5, 10, 0.236593090512564, 0.7634069094874361",
    "500, 1319, 0.35327959828036465, 0.4055728342066042",
    "4839, 10042, 0.47211203872472324, 0.4916540627519836",
    "10042, 10042, 0.9996176070629383, 1.0"
  })
  void wilsonIntervalIsScipys(int successes, int n, double low, double high) {
    Interval interval = Interval.wilson(successes, n);
    assertThat(interval.low()).isCloseTo(low, within(1e-12));
    assertThat(interval.high()).isCloseTo(high, within(1e-12));
  }

  /**
   * By enumeration: the means of the 27 resamples of {0, 0.3, 0.9} have their lowest 1/27 = 3.7 %
   * at 0 and their highest 3.7 % at 0.9; both quantiles of 2.5 % fall within.
   */
  @Test
  void bootstrapOfThreeValuesReachesTheirEnds() {
    assertThat(Interval.bootstrap(new double[] {0, 0.3, 0.9})).isEqualTo(new Interval(0, 0.9));
  }

  /**
   * The 256 resamples of {0, 0, 0, 1} have means k/4 with binomial weights (3 + 1)^4: 31.6 % at 0,
   * 4.7 % at 3/4, 0.4 % at 1, so that the upper quantile of 2.5 % is 3/4.
   */
  @Test
  void bootstrapOfFourValuesCutsWhatIsRarerThanTheErrorRate() {
    assertThat(Interval.bootstrap(new double[] {0, 0, 0, 1})).isEqualTo(new Interval(0, 0.75));
  }

  /**
   * From scipy 1.17.1: {@code bootstrap((x,), mean, n_resamples=100000, method='percentile')} gave
   * 0.4605 to 0.4609 and 0.5414 to 0.5419 for four seeds.
   */
  @Test
  void bootstrapAgreesWithScipysWithinItsNoise() {
    double[] x = IntStream.range(0, 200).mapToDouble(i -> i * 7919 % 101 / 100.0).toArray();
    Interval interval = Interval.bootstrap(x);
    assertThat(interval.low()).isCloseTo(0.4607, within(0.0015));
    assertThat(interval.high()).isCloseTo(0.5417, within(0.0015));
  }

  @Test
  void bootstrapRepeatsItself() {
    double[] x = {0.2, 0.5, 0.1, 0.9, 0.4, 0.4};
    assertThat(Interval.bootstrap(x)).isEqualTo(Interval.bootstrap(Arrays.copyOf(x, x.length)));
  }
}
