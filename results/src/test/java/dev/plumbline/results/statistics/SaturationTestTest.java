package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.TaskDepth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a sweep that goes on until it is enough ends too early, and how often it ends at all,
 * over sweeps whose true curves are known. {@code PLUMBLINE_SIMULATIONS=1000} in the environment
 * gives the table of docs/statistics.md.
 */
@Tag("slow")
class SaturationTestTest {
  private static final String ASKED = System.getenv("PLUMBLINE_SIMULATIONS");
  private static final int MANY = 1_000;
  private static final int SIMULATIONS = ASKED == null ? 100 : Integer.parseInt(ASKED);
  private static final double MARGIN = 0.03;
  private static final double ALPHA = 0.05;
  private static final List<SweepPoint> DEPTHS =
      Sweep.of(List.of(1, 2, 4, 8, 16, 32, 64, 128)).points();
  private static final SaturationTest TEST = new SaturationTest(DEPTHS, MARGIN, ALPHA);

  /** Each two steps gain just more than the margin: every look may err. */
  private static final String JUST_BEYOND = ".85 .8652 .8804 .8956 .9108 .9260 .9412 .9564";

  /**
   * Of many sweeps.
   *
   * @param ended because it was enough
   * @param tooEarly of these, at an r that a deeper one exceeds by more than the margin
   */
  private record Ends(int sweeps, int ended, int tooEarly, double meanDeepest) {
    /**
     * Whether chance would do this less than once in a thousand times at an error rate of alpha.
     */
    boolean exceedAlpha() {
      return tooEarly > BinomialDistribution.of(sweeps, ALPHA).inverseSurvivalProbability(0.001);
    }
  }

  private static List<Double> curve(String values) {
    return Arrays.stream(values.split(" ")).map(Double::valueOf).toList();
  }

  private static ScoreTable table(double[][] scores) {
    return ScoreTable.of(CurveId.parse("t:acc"), DEPTHS, scores);
  }

  /** How many depths are asked. */
  private static int goDeeper(SaturationTest test, ScoreTable table) {
    int asked = SaturationTest.AHEAD + 1;
    while (!test.isEnough(List.of(table), asked) && asked < DEPTHS.size()) {
      asked++;
    }
    return asked;
  }

  private static Ends simulate(
      SaturationTest test,
      List<Double> curve,
      int sweeps,
      Function<UniformRandomProvider, double[][]> draw) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(11);
    int ended = 0;
    int tooEarly = 0;
    double deepest = 0;
    for (int i = 0; i < sweeps; i++) {
      ScoreTable table = table(draw.apply(random));
      int asked = goDeeper(test, table);
      deepest += DEPTHS.get(asked - 1).iterations();
      if (test.isEnough(List.of(table), asked)) {
        ended++;
        int from = asked - 1 - SaturationTest.AHEAD;
        double best = curve.stream().skip(from).mapToDouble(v -> v).max().orElseThrow();
        tooEarly += best - curve.get(from) > MARGIN + 1e-9 ? 1 : 0;
      }
    }
    return new Ends(sweeps, ended, tooEarly, deepest / sweeps);
  }

  private static Ends simulate(
      String name, SaturationTest test, String values, double sameness, int n, int sweeps) {
    MadeUpSweep sweep = new MadeUpSweep(curve(values), sameness);
    Ends ends = simulate(test, curve(values), sweeps, random -> sweep.draw(n, random));
    if (ASKED != null) {
      System.out.printf(
          Locale.ROOT,
          "auto %-24s n=%d: ended %.3f, too early %.3f, mean deepest %.1f%n",
          name,
          n,
          (double) ends.ended() / sweeps,
          (double) ends.tooEarly() / sweeps,
          ends.meanDeepest());
    }
    return ends;
  }

  @ParameterizedTest
  @CsvSource({
    "saturated at 1, .98 .98 .98 .98 .98 .98 .98 .98, 0.998",
    "saturated at 4, .60 .80 .98 .98 .98 .98 .98 .98, 0.998",
    "saturated at 16, .60 .70 .80 .90 .98 .98 .98 .98, 0.998",
    "one flat step, .02 .02 .30 .60 .98 .98 .98 .98, 0.998",
    "flat steps at height, .60 .90 .90 .9302 .9302 .9604 .9604 .9604, 0.998",
    "answers by chance, .25 .25 .25 .50 .80 .80 .80 .80, 0.5",
    "never, .60 .65 .70 .75 .80 .85 .90 .95, 0.998"
  })
  void endsTooEarlyNoMoreOftenThanAlpha(String name, String values, double sameness) {
    for (int n : new int[] {200, 500}) {
      Ends ends = simulate(name, TEST, values, sameness, n, SIMULATIONS);
      assertThat(ends.exceedAlpha()).as("%s, n=%d", ends, n).isFalse();
    }
  }

  @Test
  void keepsAlphaOverAllLooksWhereEachMayErr() {
    for (int n : new int[] {200, 500}) {
      Ends ends = simulate("just beyond the margin", TEST, JUST_BEYOND, 0.998, n, MANY);
      assertThat(ends.exceedAlpha()).as("%s, n=%d", ends, n).isFalse();
    }
  }

  @Test
  void wouldNotKeepItWithAlphaForEachLook() {
    SaturationTest unsplit = new SaturationTest(DEPTHS, MARGIN, 6 * ALPHA);
    Ends ends = simulate("alpha for each look", unsplit, JUST_BEYOND, 0.998, 500, 300);
    assertThat(ends.exceedAlpha()).as("%s", ends).isTrue();
  }

  @Test
  void keepsAlphaForGradedScores() {
    // The mean of three answers, each of its own document.
    for (int n : new int[] {200, 500}) {
      MadeUpSweep sweep = new MadeUpSweep(curve(JUST_BEYOND), 0.998);
      Ends ends =
          simulate(
              TEST,
              curve(JUST_BEYOND),
              SIMULATIONS,
              random -> {
                double[][] answers = sweep.draw(3 * n, random);
                double[][] graded = new double[n][DEPTHS.size()];
                for (int i = 0; i < answers.length; i++) {
                  for (int depth = 0; depth < DEPTHS.size(); depth++) {
                    graded[i / 3][depth] += answers[i][depth] / 3;
                  }
                }
                return graded;
              });
      assertThat(ends.exceedAlpha()).as("%s, n=%d", ends, n).isFalse();
    }
  }

  @Test
  void endsAsSoonAsItCanOnAFlatCurve() {
    Ends ends = simulate("flat", TEST, ".98 .98 .98 .98 .98 .98 .98 .98", 0.998, 500, SIMULATIONS);
    assertThat(ends.ended()).isEqualTo(SIMULATIONS);
    assertThat(ends.meanDeepest()).isLessThan(4.5);
  }

  /** What is not promised: see the type's assumption. */
  @Test
  void riseBehindTwoFlatStepsIsMissed() {
    Ends ends =
        simulate(
            "two flat steps, then a rise",
            TEST,
            ".02 .02 .02 .60 .98 .98 .98 .98",
            0.998,
            500,
            SIMULATIONS);
    assertThat(ends.exceedAlpha()).isTrue();
  }

  @Test
  void everyScoreOfTheTaskHasToSaturate() {
    double[][] flat = new double[300][DEPTHS.size()];
    double[][] rising = new double[300][DEPTHS.size()];
    for (int i = 0; i < 300; i++) {
      rising[i][2] = i < 30 ? 1 : 0;
    }
    assertThat(TEST.isEnough(List.of(table(flat)), 3)).isTrue();
    assertThat(TEST.isEnough(List.of(table(flat), table(rising)), 3)).isFalse();
    assertThat(TEST.isEnough(List.of(), 3)).isFalse();
  }

  @Test
  void lookSaysWhatMayStillBeGained() {
    double[][] flat = new double[300][DEPTHS.size()];
    TaskDepth enough = TEST.look(List.of(table(flat)), 3);
    assertThat(enough.enough()).isTrue();
    assertThat(enough.gainAtMost()).isBetween(0.015, MARGIN);
    assertThat(enough.sentence())
        .startsWith("enough at r = 1 (up to r = 4 at most 0.01")
        .endsWith(" is gained, looked once)");

    flat[7][7] = flat[8][7] = flat[9][7] = flat[10][7] = 1;
    TaskDepth not = TEST.look(List.of(table(flat)), 8);
    assertThat(not.enough()).isFalse();
    assertThat(not.gainAtMost()).isBetween(MARGIN, 0.06);
    assertThat(not.sentence())
        .startsWith("not saturated at r = 128, the deepest asked (over r = 32 up to 0.0");
  }

  @Test
  void leastMarginIsWhatNoChangeShows() {
    double least = TEST.leastMargin(200);
    // Were more gained, no gain at all would be seen with a probability of alpha / 6 at most.
    assertThat(least).isBetween(1 - Math.pow(ALPHA / 6, 1 / 200.0), MARGIN);
    double[][] same = new double[200][DEPTHS.size()];
    assertThat(new SaturationTest(DEPTHS, least, ALPHA).isEnough(List.of(table(same)), 3)).isTrue();
    assertThat(new SaturationTest(DEPTHS, least - 0.003, ALPHA).isEnough(List.of(table(same)), 3))
        .isFalse();
  }

  @Test
  void scoresBeyondOneAreRefused() {
    double[][] scores = new double[5][DEPTHS.size()];
    scores[3][1] = 1.5;
    assertThatThrownBy(() -> TEST.isEnough(List.of(table(scores)), 3))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("from 0 to 1");
  }
}
