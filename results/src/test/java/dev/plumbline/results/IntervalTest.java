package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    Interval ofMean = Interval.wilsonOfMean((double) successes / n, n);
    assertThat(ofMean.low()).isCloseTo(low, within(1e-12));
    assertThat(ofMean.high()).isCloseTo(high, within(1e-12));
  }
}
