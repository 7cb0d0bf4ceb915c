package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Outcome.Unparsed;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CurvesTest {
  private static final Response ANSWER = new Generation("", Map.of());

  /** Expectations from lm_eval 0.4.13: {@code lm_eval.api.metrics.mean_stderr}. */
  @Test
  void standardErrorIsThatOfLmEvaluationHarness() {
    assertThat(onlyPoint(1, 1, 0, 1).stderr()).hasValue(0.25);
    assertThat(onlyPoint(1, 1).stderr()).hasValue(0);
    assertThat(onlyPoint(0.2, 0.5, 0.5, 0.9, 0.1).stderr().orElseThrow())
        .isCloseTo(0.13999999999999999, within(1e-15));
    assertThat(onlyPoint(ones(7, 32)).stderr().orElseThrow())
        .isCloseTo(0.07424858801742054, within(1e-15));
    assertThat(onlyPoint(ones(500, 1319)).stderr().orElseThrow())
        .isCloseTo(0.013363630295088467, within(1e-15));
  }

  @Test
  void valueOfZerosAndOnesIsTheirExactShare() {
    assertThat(onlyPoint(ones(7, 32)).value()).isEqualTo(7.0 / 32);
    assertThat(onlyPoint(ones(500, 1319)).value()).isEqualTo(500.0 / 1319);
  }

  @Test
  void rightOrWrongHasWilsonsInterval() {
    Interval wilson = Interval.wilson(3, 4);
    CurvePoint point = onlyPoint(1, 1, 0, 1);
    assertThat(point.interval()).hasValue(wilson);
  }

  @Test
  void gradedMetricHasTheBootstrapsIntervalEvenWhereItsValuesAreZerosAndOnes() {
    List<Sample> samples = new ArrayList<>();
    double[] values = new double[40];
    for (int document = 0; document < values.length; document++) {
      values[document] = document % 2;
      samples.add(sample(document, 1, Map.of(Score.parse("f1"), values[document])));
      samples.add(sample(document, 2, Map.of(Score.parse("f1"), 0.5)));
    }
    Arrays.sort(values);
    Interval bootstrap = StudentisedBootstrap.interval(values).orElseThrow();
    CurvePoint point = Curves.of(samples, Map.of()).get(0);
    assertThat(point.interval()).hasValue(bootstrap);
    assertThat(bootstrap.low()).isNotEqualTo(Interval.wilson(20, 40).low());
    // One value alone says nothing of its error.
    assertThat(Curves.of(samples, Map.of()).get(1).interval()).isEmpty();
  }

  @Test
  void oneSampleHasNoStandardErrorAndAnIntervalOnlyWhereItIsRightOrWrong() {
    CurvePoint graded = onlyPoint(0.5);
    assertThat(graded.stderr()).isEmpty();
    assertThat(graded.interval()).isEmpty();
    CurvePoint right = onlyPoint(1);
    assertThat(right.stderr()).isEmpty();
    assertThat(right.interval()).isPresent();
  }

  @Test
  void failedSamplesAreNotCountedAndUnparsedOnesAre() {
    List<Sample> samples =
        List.of(
            sample(0, 1, Map.of(Score.parse("acc"), 1.0)),
            new Sample(SampleId.of("t", 1, 1), new Failed("out of memory")),
            new Sample(
                SampleId.of("t", 2, 1),
                new Unparsed(Map.of(Score.parse("acc"), 0.0), ANSWER, "1")));
    CurvePoint point = Curves.of(samples, Map.of()).get(0);
    assertThat(point.n()).isEqualTo(2);
    assertThat(point.value()).isEqualTo(0.5);
  }

  @Test
  void metricWithoutSamplesHasNoPoint() {
    List<Sample> samples =
        List.of(
            sample(0, 1, Map.of()), // a program that nobody executed
            new Sample(SampleId.of("u", 0, 1), new Failed("out of memory")));
    assertThat(Curves.of(samples, Map.of(ExampleRun.at("t", 1), new Cost(1, 1, 1)))).isEmpty();
  }

  @Test
  void pointsComeByTaskAndMetricAsTheyAppearAndByAscendingIterations() {
    Map<Score, Double> metrics = new LinkedHashMap<>();
    metrics.put(Score.parse("exact_match,strict-match"), 1.0);
    metrics.put(Score.parse("exact_match,flexible-extract"), 1.0);
    metrics.put(Score.parse("acc"), 0.0);
    List<Sample> samples =
        List.of(
            sample(0, 4, metrics),
            sample(0, 1, metrics),
            new Sample(
                SampleId.of("a", 0, 1), new Scored(Map.of(Score.parse("acc"), 1.0), ANSWER, "")));
    assertThat(Curves.of(samples, Map.of()))
        .extracting(
            p ->
                p.task()
                    + " "
                    + p.score().metric()
                    + " "
                    + p.score().filter()
                    + " "
                    + p.point().label())
        .containsExactly(
            "t exact_match strict-match 1",
            "t exact_match strict-match 4",
            "t exact_match flexible-extract 1",
            "t exact_match flexible-extract 4",
            "t acc  1",
            "t acc  4",
            "a acc  1");
  }

  @Test
  void costStandsBesideEveryMetricOfItsTaskAndDepth() {
    List<Sample> samples =
        List.of(
            sample(0, 1, Map.of(Score.parse("acc"), 1.0)),
            sample(0, 2, Map.of(Score.parse("acc"), 1.0)));
    List<CurvePoint> points =
        Curves.of(samples, Map.of(ExampleRun.at("t", 2), new Cost(1e9, 70, 0.5)));
    assertThat(points.get(0).flopsPerToken()).isEmpty();
    assertThat(points.get(0).tokens()).isEmpty();
    assertThat(points.get(1).flopsPerToken()).hasValue(1e9);
    assertThat(points.get(1).tokens()).hasValue(70);
  }

  @Test
  void orderOfTheSamplesDoesNotChangeANumber() {
    Random random = new Random(5);
    List<Sample> samples = new ArrayList<>();
    for (int doc = 0; doc < 100; doc++) {
      samples.add(sample(doc, 1, Map.of(Score.parse("f1"), random.nextDouble())));
    }
    List<CurvePoint> points = Curves.of(samples, Map.of());
    Collections.shuffle(samples, random);
    assertThat(Curves.of(samples, Map.of())).isEqualTo(points);
  }

  private static CurvePoint onlyPoint(double... values) {
    List<Sample> samples = new ArrayList<>();
    for (double value : values) {
      samples.add(sample(samples.size(), 8, Map.of(Score.parse("m"), value)));
    }
    List<CurvePoint> points = Curves.of(samples, Map.of());
    assertThat(points).hasSize(1);
    assertThat(points.get(0).n()).isEqualTo(values.length);
    return points.get(0);
  }

  private static double[] ones(int ones, int n) {
    return DoubleStream.iterate(0, i -> i + 1).limit(n).map(i -> i < ones ? 1 : 0).toArray();
  }

  private static Sample sample(int docId, int iterations, Map<Score, Double> metrics) {
    return new Sample(SampleId.of("t", docId, iterations), new Scored(metrics, ANSWER, ""));
  }
}
