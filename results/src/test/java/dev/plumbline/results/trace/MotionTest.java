package dev.plumbline.results.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.results.Interval;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regimes of maps whose motion is known, and how often chance is taken for one. */
@Tag("slow")
class MotionTest {
  private static final int PATHS = 1_000;

  @ParameterizedTest
  @CsvSource({"32, .5", "32, .9", "32, .95", "64, .5", "64, .9", "64, .95"})
  void contractionsConvergeAtTheirRate(int iterations, double rate) {
    Motion motion = Motion.of(new MadeUpPath(512, iterations, 1).contraction(rate), 1);
    assertThat(motion.regime()).isEqualTo(Regime.CONVERGING);
    assertThat(motion.rate()).hasValueCloseTo(rate, within(1e-4));
    Interval interval = motion.rateInterval().orElseThrow();
    assertThat(rate).isBetween(interval.low(), interval.high());
    assertThat(motion.period()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {.5, .9, .95})
  void rateIntervalHoldsTheRateAsOftenAsItSays(double rate) {
    MadeUpPath paths = new MadeUpPath(64, 64, 3);
    int held = 0;
    for (int i = 0; i < PATHS; i++) {
      Interval interval = Motion.of(paths.contraction(rate), i).rateInterval().orElseThrow();
      held += interval.low() <= rate && rate <= interval.high() ? 1 : 0;
    }
    assertThat(held).isBetween(920, 990);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void spiralConvergesAtItsRate(int iterations) {
    Motion motion = Motion.of(new MadeUpPath(8, iterations, 1).rotation(2 * Math.PI / 5, 0.95), 1);
    assertThat(motion.regime()).isEqualTo(Regime.CONVERGING);
    assertThat(motion.rate()).hasValueCloseTo(0.95, within(1e-4));
  }

  @Test
  void whatHasSettledConvergesAndHasNoTests() {
    Motion motion = Motion.of(new TokenPath(new float[30][4]), 1);
    assertThat(motion.regime()).isEqualTo(Regime.CONVERGING);
    assertThat(motion.rate()).isEmpty();
    assertThat(motion.periodP()).isEmpty();
    assertThat(motion.driftP()).isEmpty();
    assertThat(motion.straightness()).isNaN();
  }

  @Test
  void approachOfWhichMostIsToComeIsSlidingAtARateBelowOne() {
    Motion motion = Motion.of(new MadeUpPath(64, 32, 1).contraction(0.99), 1);
    assertThat(motion.regime()).isEqualTo(Regime.SLIDING);
    assertThat(motion.rateInterval().orElseThrow().high()).isLessThan(1);
    assertThat(motion.periodP().orElseThrow()).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @CsvSource({"32, 2", "32, 3", "32, 5", "64, 2", "64, 3", "64, 5", "64, 6.283185307"})
  void rotationsOrbitWithTheirPeriod(int iterations, double period) {
    Motion motion =
        Motion.of(new MadeUpPath(8, iterations, 1).rotation(2 * Math.PI / period, 1), 1);
    assertThat(motion.regime()).isEqualTo(Regime.ORBITING);
    assertThat(motion.period()).hasValue((int) period);
    assertThat(motion.rate()).hasValueCloseTo(1.0, within(1e-3));
  }

  @Test
  void circleTooSlowToBeSeenThriceIsMarginal() {
    assertThat(Motion.of(new MadeUpPath(8, 32, 1).rotation(1, 1), 1).regime())
        .isEqualTo(Regime.MARGINAL);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 32, 2",
    "3, 32, 2",
    "3, 32, 3",
    "3, 32, 5",
    "1, 64, 2",
    "3, 64, 2",
    "3, 64, 3",
    "3, 64, 5",
    "3, 64, 6.283185307",
    "64, 32, 2",
    "64, 32, 3",
    "64, 64, 3"
  })
  void orbitsAreFoundInNoise(int channels, int iterations, double period) {
    MadeUpPath paths = new MadeUpPath(channels, iterations, 5);
    int found = 0;
    for (int i = 0; i < PATHS; i++) {
      Motion motion = Motion.of(paths.orbit(period, 0.1), i);
      found += motion.period().orElse(0) == (int) period ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(950);
  }

  @ParameterizedTest
  @CsvSource({"1, 32", "64, 32", "1, 64", "64, 64"})
  void driftsSlide(int channels, int iterations) {
    Motion motion = Motion.of(new MadeUpPath(channels, iterations, 1).drift(0), 1);
    assertThat(motion.regime()).isEqualTo(Regime.SLIDING);
    assertThat(motion.straightness()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"1, 32", "3, 32", "1, 64", "3, 64"})
  void driftsAreFoundInNoise(int channels, int iterations) {
    MadeUpPath paths = new MadeUpPath(channels, iterations, 5);
    int found = 0;
    for (int i = 0; i < PATHS; i++) {
      TokenPath path = i % 2 == 0 ? paths.drift(0.4) : paths.driftingWalk(0.4);
      found += Motion.of(path, i).regime() == Regime.SLIDING ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(950);
  }

  /** Noise about a point, the same with a memory, and a random walk. */
  @ParameterizedTest
  @CsvSource({
    "1, 32, 0", "1, 32, .5", "1, 32, .9", "1, 32, 1", "3, 32, 0", "3, 32, .5", "3, 32, 1",
    "64, 32, 0", "64, 32, .5", "64, 32, 1", "1, 64, 0", "1, 64, .5", "1, 64, .9", "1, 64, 1",
    "3, 64, 0", "3, 64, .5", "3, 64, 1", "64, 64, 0", "64, 64, .5", "64, 64, 1"
  })
  void chanceIsSeldomTakenForMotion(int channels, int iterations, double memory) {
    MadeUpPath paths = new MadeUpPath(channels, iterations, 42);
    Map<Regime, Integer> times = new EnumMap<>(Regime.class);
    for (int i = 0; i < PATHS; i++) {
      times.merge(Motion.of(paths.autoregression(memory), i).regime(), 1, Integer::sum);
    }
    assertThat(times.getOrDefault(Regime.ORBITING, 0)).isLessThanOrEqualTo(17);
    assertThat(times.getOrDefault(Regime.SLIDING, 0)).isLessThanOrEqualTo(17);
    assertThat(times.get(Regime.MARGINAL)).isGreaterThanOrEqualTo(channels == 64 ? 1_000 : 960);
  }

  @Test
  void shortPathsAreMarginalUnlessSettled() {
    Function<Double, Motion> ofEight =
        rate -> Motion.of(new MadeUpPath(64, 8, 1).contraction(rate), 1);
    assertThat(ofEight.apply(0.1).regime()).isEqualTo(Regime.CONVERGING);
    assertThat(ofEight.apply(0.5).regime()).isEqualTo(Regime.MARGINAL);
    assertThat(ofEight.apply(0.5).rate()).hasValueCloseTo(0.5, within(1e-4));
  }

  @Test
  void exactAlternationIsFoundInSixteenIterations() {
    assertThat(Motion.of(new MadeUpPath(8, 16, 1).rotation(Math.PI, 1), 1).period()).hasValue(2);
  }

  @Test
  void sameSeedGivesTheSame() {
    TokenPath path = new MadeUpPath(3, 32, 1).autoregression(0);
    assertThat(Motion.of(path, 7)).isEqualTo(Motion.of(path, 7));
  }
}
