package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.policy.DepthPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said over depths is said of one readout, whatever else the run holds. */
class ReadoutsApartTest {
  private static final int DOCUMENTS = 60;

  @TempDir private Path folder;

  /** Right from r = 2 on are most; what the gate expects is right where the last loop is wrong. */
  private Run run(String points) {
    List<SweepPoint> sweep = Sweep.parse(points).points();
    Manifest manifest =
        new Manifest(
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            sweep,
            new Manifest.Bundle("m", "ab".repeat(32)),
            List.of(new Manifest.Task("t", "1", Map.of(), DOCUMENTS, 0)),
            new Manifest.Versions("0", "1", "17", "os", "cpu"),
            new Configuration(Map.of()));
    try (RunWriter writer = RunWriter.create(folder.resolve(points), false)) {
      for (int doc = 0; doc < DOCUMENTS; doc++) {
        for (SweepPoint point : sweep) {
          boolean last = doc % 5 < point.iterations();
          boolean right = point.variant().isEmpty() == last;
          float margin = (doc % 7) * 0.1f;
          writer.append(
              new Sample(
                  new SampleId(new DocumentId("t", doc), point),
                  new Scored(
                      Map.of(Score.parse("acc"), right ? 1.0 : 0.0),
                      new Choice(List.of(-1f, -1f - margin), List.of(true, false)),
                      "0")));
        }
      }
      return writer.finish(manifest, List.of(), Map.of());
    }
  }

  @Test
  void statisticsAreThoseOfTheRunWithoutExpectedPoints() {
    Run both = run("1,1-expected,2,2-expected,4,4-expected,8-expected");
    Run last = run("1,2,4");

    assertThat(both.curves()).hasSize(7);
    assertThat(SweepStatistics.of(both, 0.01)).isEqualTo(SweepStatistics.of(last, 0.01));
    assertThat(DepthPolicy.of(both)).isNotEmpty().isEqualTo(DepthPolicy.of(last));
  }

  @Test
  void runOfExpectedPointsAloneHasNoStatisticsOverDepths() {
    assertThat(SweepStatistics.of(run("1-expected,2-expected"), 0.01)).isEmpty();
  }
}
