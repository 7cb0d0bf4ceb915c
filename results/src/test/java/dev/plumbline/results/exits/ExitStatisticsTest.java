package dev.plumbline.results.exits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Compute;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.TaskPoint;
import dev.plumbline.results.statistics.PairedDifference;
import dev.plumbline.results.statistics.PairedScores;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExitStatisticsTest {
  private static final CurveId CURVE = CurveId.parse("t:acc");
  private static final String KL = "8-kl:0.001";

  /** At 2, 4, 8 and where tokens leave on their own. */
  private static final double[][] SCORES = {
    {0, 0, 0, 1}, {1, 1, 1, 1}, {0, 1, 1, 0}, {0, 0, 1, 1}, {1, 0, 1, 1}
  };

  private static ExitStatistics statistics(double meanIterations, double flops, double[]... rows) {
    List<SweepPoint> points = Sweep.parse("2,4,8," + KL).points();
    ScoreTable table = ScoreTable.of(CURVE, points, rows);
    List<CurvePoint> curves = new ArrayList<>();
    Map<TaskPoint, Compute> computes = new HashMap<>();
    for (SweepPoint point : points) {
      boolean fixed = point.variant().isEmpty();
      double cost = fixed ? 10 * point.iterations() : flops;
      curves.add(
          new CurvePoint(
              CURVE,
              point,
              rows.length,
              0.5,
              OptionalDouble.empty(),
              Optional.empty(),
              OptionalDouble.of(cost),
              OptionalLong.of(9)));
      computes.put(
          new TaskPoint("t", point),
          new Compute(
              9, fixed ? point.iterations() : meanIterations, 1, OptionalLong.of(64), cost));
    }
    return ExitStatistics.of(List.of(table), curves, computes).get(0);
  }

  private static ExitStatistics.Row row(double meanIterations, double flops) {
    return statistics(meanIterations, flops, SCORES).rows().get(3);
  }

  @Test
  void againstTheDeepestRightAndWrongAreCompared() {
    PairedDifference difference = row(5, 99).againstDepth().orElseThrow().difference();
    assertThat(difference)
        .isEqualTo(
            PairedDifference.of(
                    PairedScores.of(new double[] {0, 1, 1, 1, 1}, new double[] {1, 1, 0, 1, 1}))
                .orElseThrow());
  }

  /** 5 iterations are a quarter of the way from 4 to 8: 0, 1, 1, 1/4, 1/4. */
  @Test
  void atEqualIterationsTheLineBetweenTwoDepthsIsCompared() {
    AgainstFixed against = row(5, 99).atEqualIterations().orElseThrow();
    assertThat(against.compute()).isEqualTo(5);
    assertThat(against.difference())
        .isEqualTo(
            PairedDifference.ofShares(
                    PairedScores.of(
                        new double[] {0, 1, 1, 0.25, 0.25}, new double[] {1, 1, 0, 1, 1}))
                .orElseThrow());
    assertThat(against.difference().before()).isCloseTo(0.5, within(1e-15));
    assertThat(against.difference().difference()).isCloseTo(0.3, within(1e-15));
  }

  @Test
  void onADepthItAloneIsCompared() {
    assertThat(row(4, 99).atEqualIterations().orElseThrow().difference().before()).isEqualTo(0.4);
    assertThat(row(8, 99).atEqualIterations().orElseThrow().difference().before()).isEqualTo(0.8);
  }

  @Test
  void beyondTheFixedDepthsNothingIsCompared() {
    assertThat(row(1.5, 99).atEqualIterations()).isEmpty();
    assertThat(row(5, 99).atEqualFlops()).isEmpty();
  }

  /** 30 FLOPs are half of the way from 2 to 4 iterations' 20 and 40. */
  @Test
  void equalFlopsCountWhatTheChecksCost() {
    AgainstFixed against = row(1.5, 30).atEqualFlops().orElseThrow();
    assertThat(against.difference().before()).isCloseTo((0 + 1 + .5 + 0 + .5) / 5, within(1e-15));
  }

  @Test
  void documentWithoutAScoreIsLeftOutOfTheComparison() {
    double[][] scores = {{0, 0, 1, 1}, {1, Double.NaN, 1, 1}, {0, 1, 1, 0}};
    ExitStatistics.Row row = statistics(3, 99, scores).rows().get(3);
    assertThat(row.atEqualIterations().orElseThrow().difference().n()).isEqualTo(2);
    assertThat(row.atEqualIterations().orElseThrow().difference().excluded()).isEqualTo(1);
    assertThat(row.againstDepth().orElseThrow().difference().n()).isEqualTo(3);
  }

  @Test
  void everyTestThatIsShownIsCorrectedFor() {
    double[][] scores = new double[12][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = new double[] {0, 0, 0, 1};
    }
    ExitStatistics.Row row = statistics(4, 20, scores).rows().get(3);
    double p = 2 * Math.pow(0.5, 12);
    assertThat(row.againstDepth().orElseThrow().difference().pValue()).isCloseTo(p, within(1e-15));
    assertThat(row.againstDepth().orElseThrow().holm()).isCloseTo(3 * p, within(1e-15));
    assertThat(row.atEqualFlops().orElseThrow().holm()).isCloseTo(3 * p, within(1e-15));
  }

  /** First right at never, 2, 4, 8, 2; the first stops at 2, too. */
  @Test
  void oracleStopsAtTheSmallestDepthThatIsRight() {
    OracleExit oracle = statistics(5, 99, SCORES).oracle().orElseThrow();
    assertThat(oracle.accuracy().count()).isEqualTo(4);
    assertThat(oracle.meanIterations()).isEqualTo((2 + 2 + 4 + 8 + 2) / 5.0);
  }

  @Test
  void gradedScoresHaveNoOracle() {
    assertThat(statistics(5, 99, new double[] {.1, .2, .3, .4}).oracle()).isEmpty();
  }

  @Test
  void curveOfFixedDepthsAloneHasNone() {
    List<SweepPoint> points = Sweep.parse("2,4").points();
    assertThat(
            ExitStatistics.of(
                List.of(ScoreTable.of(CURVE, points, new double[][] {{0, 1}})),
                List.of(),
                Map.of()))
        .isEmpty();
  }
}
