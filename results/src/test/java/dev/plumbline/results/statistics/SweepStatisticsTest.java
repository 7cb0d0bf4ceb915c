package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Curves;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SweepStatisticsTest {
  private static final double NONE = Double.NaN;

  /** Four documents at r = 1, 3, 4, 10: never right, always, from 4 on, and at 3 alone. */
  private static final double[][] SCORES = {{0, 0, 0, 0}, {1, 1, 1, 1}, {0, 0, 1, 1}, {0, 1, 0, 0}};

  private static ScoreTable table(double[]... scores) {
    return ScoreTable.of(CurveId.parse("t:acc"), Sweep.of(List.of(1, 3, 4, 10)).points(), scores);
  }

  /** From numpy 2.4.6: {@code trapezoid(v, log2(r)) / (log2(r[-1]) - log2(r[0]))}. */
  @Test
  void areaIsNumpysTrapezoid() {
    assertThat(Area.of(table(new double[] {.2, .5, .4, .7})).orElseThrow().value())
        .isCloseTo(0.4420818753952375, within(1e-12));
    assertThat(Area.of(table(new double[] {.3, .3, .3, .3})).orElseThrow().value())
        .isCloseTo(0.3, within(1e-15));
  }

  @Test
  void areaOfOneDepthIsUndefined() {
    ScoreTable one =
        ScoreTable.of(CurveId.parse("t:acc"), Sweep.of(List.of(4)).points(), new double[][] {{1}});
    assertThat(Area.of(one)).isEmpty();
    assertThat(Area.of(table())).isEmpty();
  }

  @Test
  void gainPerDoublingIsTheGainOverTheDoublingsOfTheStep() {
    Step step = statistics(table(SCORES)).steps().get(2);
    assertThat(step.from()).isEqualTo(SweepPoint.fixed(4));
    assertThat(step.gainPerDoubling()).isZero();
    Step first = statistics(table(SCORES)).steps().get(0);
    assertThat(first.gainPerDoubling()).isCloseTo(0.25 / 1.584962500721156, within(1e-15));
    assertThat(first.gainInterval().orElseThrow().high())
        .isCloseTo(
            first.difference().interval().orElseThrow().high() / 1.584962500721156, within(1e-15));
  }

  @Test
  void envelopeIsTheBestOfEachDocument() {
    Envelope envelope = Envelope.of(table(SCORES)).orElseThrow();
    assertThat(envelope.oracle().count()).isEqualTo(3);
    assertThat(envelope.oracleDepths()).isEqualTo(Map.of(1, 1, 2, 4, 3, 3));
    assertThat(envelope.meanOracleDepth()).hasValue(8.0 / 3);
    assertThat(envelope.overthinking().count()).isEqualTo(1);
    assertThat(envelope.documentsByDepthsRight()).containsExactly(1, 1, 1, 0, 1);
    assertThat(envelope.strata()).extracting(s -> s.documents()).containsExactly(1, 1, 1, 0, 1);
    assertThat(envelope.strata().get(1).values()).containsExactly(0.0, 1.0, 0.0, 0.0);
    assertThat(envelope.strata().get(4).point()).isEmpty();
  }

  @Test
  void rightThenWrongThenRightAgainIsOverthinkingToo() {
    Envelope envelope = Envelope.of(table(new double[] {1, 0, 1, 1})).orElseThrow();
    assertThat(envelope.overthinking().count()).isEqualTo(1);
  }

  @Test
  void gradedScoresHaveNoEnvelope() {
    assertThat(Envelope.of(table(new double[] {.2, .5, .4, .7}))).isEmpty();
  }

  @Test
  void saturationIsTheSmallestDepthWithinTheMargin() {
    assertThat(saturation(0.1, .5, .71, .75, .8)).isEqualTo(3);
    assertThat(saturation(0.05, .5, .71, .75, .8)).isEqualTo(4);
    assertThat(saturation(0, .5, .8, .8, .8)).isEqualTo(3);
    assertThat(saturation(0, .5, .8, .7, .6)).isEqualTo(3);
  }

  private static int saturation(double margin, double... curve) {
    return Saturation.of(table(curve), margin).orElseThrow().point().iterations();
  }

  @Test
  void failedSamplesAreLeftOutByPairsAndCounted() {
    double[][] scores = {{1, 1, 1, 1}, {0, NONE, 1, 1}, {0, 1, 1, 1}};
    SweepStatistics statistics = statistics(table(scores));
    assertThat(statistics.documents()).isEqualTo(3);
    assertThat(statistics.complete()).isEqualTo(2);
    assertThat(statistics.saturation().orElseThrow().n()).isEqualTo(2);
    assertThat(statistics.steps()).extracting(s -> s.difference().n()).containsExactly(2, 2, 3);
    assertThat(statistics.steps())
        .extracting(s -> s.difference().excluded())
        .containsExactly(1, 1, 0);
  }

  @Test
  void tableReadsSamplesInAnyOrderAndKnowsTheFailedOnes() {
    Response answer = new Response.Generation("", Map.of());
    Map<Score, Double> right = Map.of(Score.parse("exact_match,strict"), 1.0);
    List<ScoreTable> tables =
        ScoreTable.of(
            Stream.of(
                new Sample(SampleId.of("t", 7, 2), new Scored(right, answer, "")),
                new Sample(SampleId.of("t", 3, 1), new Scored(right, answer, "")),
                new Sample(SampleId.of("t", 7, 1), new Failed("no memory")),
                new Sample(SampleId.of("u", 0, 1), new Failed("no memory"))));
    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).curve().score().metric()).isEqualTo("exact_match");
    assertThat(tables.get(0).curve().score().filter()).isEqualTo("strict");
    assertThat(tables.get(0).documents()).containsExactly(3, 7);
    assertThat(tables.get(0).points()).isEqualTo(Sweep.of(List.of(1, 2)).points());
    assertThat(tables.get(0).score(7, SweepPoint.fixed(1))).isEmpty();
    assertThat(tables.get(0).score(7, SweepPoint.fixed(2))).hasValue(1);
    assertThat(tables.get(0).paired(SweepPoint.fixed(1), SweepPoint.fixed(2)).n()).isZero();
    assertThat(tables.get(0).paired(SweepPoint.fixed(1), SweepPoint.fixed(2)).excluded())
        .isEqualTo(2);
  }

  @Test
  void valuePerGflopIsAbsentWhereTheCostIs() {
    Response answer = new Response.Generation("", Map.of());
    List<Sample> samples =
        Stream.of(1, 2)
            .map(
                r ->
                    new Sample(
                        SampleId.of("t", 0, r),
                        new Scored(Map.of(Score.parse("acc"), 1.0), answer, "")))
            .toList();
    List<CurvePoint> curves =
        Curves.of(samples, Map.of(new TaskPoint("t", SweepPoint.fixed(2)), new Cost(4e9, 7, 1)));
    List<SweepStatistics> all =
        SweepStatistics.of(ScoreTable.of(samples.stream()), curves, Saturation.DEFAULT_MARGIN);
    assertThat(all.get(0).points().get(0).valuePerGflop()).isEmpty();
    assertThat(all.get(0).points().get(1).valuePerGflop()).hasValue(0.25);
  }

  @Test
  void stepsAreCorrectedForEveryStepOfTheRun() {
    double[][] scores = new double[12][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = new double[] {0, 1, 1, 1};
    }
    ScoreTable other =
        ScoreTable.of(CurveId.parse("u:acc"), Sweep.of(List.of(1, 3, 4, 10)).points(), scores);
    List<SweepStatistics> two =
        SweepStatistics.of(List.of(table(scores), other), List.of(), Saturation.DEFAULT_MARGIN);
    double p = two.get(0).steps().get(0).difference().pValue();
    assertThat(p).isCloseTo(2 * Math.pow(0.5, 12), within(1e-15));
    assertThat(two.get(0).steps().get(0).holm()).isCloseTo(6 * p, within(1e-15));
  }

  @Test
  void stepsOfMetricsThatAgreeAreTestedOnce() {
    double[][] scores = new double[12][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = new double[] {0, 1, 1, 1};
    }
    CurveId norm = CurveId.parse("t:acc_norm");
    List<SweepPoint> points = Sweep.of(List.of(1, 3, 4, 10)).points();
    List<SweepStatistics> same =
        SweepStatistics.of(
            List.of(table(scores), ScoreTable.of(norm, points, scores)),
            List.of(),
            Saturation.DEFAULT_MARGIN);
    double p = 2 * Math.pow(0.5, 12);
    // Three steps are tested, whatever they are called.
    for (SweepStatistics each : same) {
      assertThat(each.steps().get(0).holm()).isCloseTo(3 * p, within(1e-15));
    }
    assertThat(same.get(0).agreesWith()).isEmpty();
    assertThat(same.get(1).agreesWith()).contains(CurveId.parse("t:acc"));

    double[][] others = Stream.of(scores).map(double[]::clone).toArray(double[][]::new);
    others[4][3] = 0;
    List<SweepStatistics> two =
        SweepStatistics.of(
            List.of(table(scores), ScoreTable.of(norm, points, others)),
            List.of(),
            Saturation.DEFAULT_MARGIN);
    assertThat(two.get(0).steps().get(0).holm()).isCloseTo(6 * p, within(1e-15));
    assertThat(two.get(1).agreesWith()).isEmpty();
  }

  private static SweepStatistics statistics(ScoreTable table) {
    return SweepStatistics.of(List.of(table), List.of(), Saturation.DEFAULT_MARGIN).get(0);
  }
}
