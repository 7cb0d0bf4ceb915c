package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.statistics.SweepStatistics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveSelectionTest {
  @TempDir private Path folder;
  private Run run;

  /** Two tasks, of which one has a metric with two filters and another metric. */
  @BeforeEach
  void write() {
    Manifest manifest =
        new Manifest(
            "plumbline sweep",
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            Sweep.of(List.of(1, 2)).points(),
            new Manifest.Bundle("tiny", "ab".repeat(32)),
            List.of(
                new Manifest.Task("sums", "1.0", Map.of(), 30, 0),
                new Manifest.Task("words", "1.0", Map.of(), 30, 0)),
            new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "CPU"),
            new Configuration(Map.of()));
    try (RunWriter writer = RunWriter.create(folder.resolve("run"), false)) {
      for (int doc = 0; doc < 30; doc++) {
        for (int r : List.of(1, 2)) {
          double right = doc < 10 * r ? 1 : 0;
          Map<Score, Double> sums = new LinkedHashMap<>();
          sums.put(Score.parse("exact_match,strict"), right);
          sums.put(Score.parse("exact_match,flexible"), 1.0);
          sums.put(Score.of("f1"), 0.5);
          writer.append(sample("sums", doc, r, sums));
          writer.append(sample("words", doc, r, Map.of(Score.of("f1"), right)));
        }
      }
      run = writer.finish(manifest, List.of(), Map.of());
    }
  }

  private static Sample sample(String task, int doc, int r, Map<Score, Double> scores) {
    return new Sample(
        SampleId.of(task, doc, r), new Scored(scores, new Generation("4", Map.of()), "4"));
  }

  private static List<String> curves(Run of) {
    return of.curves().stream().map(point -> point.curve().toString()).distinct().toList();
  }

  private Run only(List<String> tasks, List<String> metrics) {
    return SelectedRuns.of(List.of(run), new CurveSelection(tasks, metrics)).get(0);
  }

  @Test
  void metricStandsForAllOfItsFiltersOrForOne() {
    assertThat(curves(only(List.of(), List.of("exact_match"))))
        .containsExactly("sums:exact_match,strict", "sums:exact_match,flexible");
    assertThat(curves(only(List.of(), List.of("exact_match,flexible", "f1"))))
        .containsExactly("sums:exact_match,flexible", "sums:f1", "words:f1");
    assertThat(curves(only(List.of("words"), List.of()))).containsExactly("words:f1");
    assertThat(SelectedRuns.of(List.of(run), CurveSelection.ALL)).containsExactly(run);
  }

  @Test
  void samplesAndTasksAreThoseOfTheCurves() {
    Run chosen = only(List.of("sums"), List.of("f1"));
    assertThat(chosen.manifest().tasks()).extracting(Manifest.Task::name).containsExactly("sums");
    assertThat(chosen.manifest().samples()).containsOnlyKeys("sums");
    try (Stream<Sample> samples = chosen.samples()) {
      assertThat(samples)
          .hasSize(60)
          .allSatisfy(s -> assertThat(s.task()).isEqualTo("sums"))
          .allSatisfy(s -> assertThat(s.outcome().metrics()).containsOnlyKeys(Score.of("f1")));
    }
  }

  /** Of all curves two change, so that the smallest p is doubled at least. */
  @Test
  void correctionCoversWhatIsShownAlone() {
    double all =
        SweepStatistics.of(run, 0.01).stream()
            .filter(s -> s.curve().toString().equals("words:f1"))
            .findFirst()
            .orElseThrow()
            .steps()
            .get(0)
            .holm();
    double alone =
        SweepStatistics.of(only(List.of("words"), List.of()), 0.01).get(0).steps().get(0).holm();
    assertThat(alone).isLessThanOrEqualTo(all / 2).isPositive();
  }

  @Test
  void unknownNamesAreRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> only(List.of("sum"), List.of()))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("no task 'sum' in %s; there are sums, words", run.folder());
    assertThatThrownBy(() -> only(List.of(), List.of("exact_match,f1")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "no metric 'exact_match,f1' in %s; there are 'exact_match,strict',"
                + " 'exact_match,flexible', 'f1'; give --metric METRIC or METRIC,FILTER once for"
                + " each",
            run.folder());
    assertThatThrownBy(() -> only(List.of("words"), List.of("exact_match")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("has no curve of these tasks and metrics; it has sums:exact_match");
  }
}
