package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.GatedToken;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatesFileTest {
  @TempDir private Path folder;

  private static Manifest manifest() {
    return new Manifest(
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        Sweep.parse("2,2-expected").points(),
        new Manifest.Bundle("m", "ab".repeat(32)),
        List.of(new Manifest.Task("t", "1", Map.of(), 1, 0)),
        new Manifest.Versions("0", "1", "17", "os", "cpu"),
        new Configuration(Map.of()));
  }

  private static Sample sample(SweepPoint point, List<List<GatedToken>> gated) {
    return new Sample(
        new SampleId(new DocumentId("t", 0), point),
        new Scored(
            Map.of(Score.parse("acc"), 1.0),
            new Choice(List.of(-0.3f, -2f), List.of(true, false)),
            "0"),
        Recorded.gated(gated));
  }

  @Test
  void journalThatIsReadAgainGivesTheSameFile() throws IOException {
    Path run = folder.resolve("run");
    try (RunWriter writer = RunWriter.open(run, false, Map.of())) {
      GatedToken a = new GatedToken(7, -0.1f, List.of(0.1f, -3f));
      GatedToken b = new GatedToken(8, -0.2f, List.of(1e-7f, 2f));
      GatedToken c = new GatedToken(9, -2f, List.of(0.1f, 4f));
      writer.append(sample(SweepPoint.expected(2), List.of(List.of(a, b), List.of(c))));
    }
    try (RunWriter writer = RunWriter.open(run, false, Map.of())) {
      assertThat(writer.resumed()).isOne();
      SampleId failed = new SampleId(new DocumentId("t", 0), SweepPoint.fixed(2));
      writer.append(new Sample(failed, new Failed("no memory")));
      writer.finish(manifest(), List.of(), Map.of());
    }

    assertThat(run.resolve("gates.jsonl"))
        .hasContent(
            "{\"task\":\"t\",\"doc_id\":0,\"iterations\":\"2-expected\","
                + "\"tokens\":[[7,8],[9]],\"logprobs\":[[-0.1,-0.2],[-2.0]],"
                + "\"gate\":[[[0.1,-3.0],[1.0E-7,2.0]],[[0.1,4.0]]]}\n");
    assertThat(Files.readString(run.resolve("samples.jsonl"))).doesNotContain("gate");
  }

  @Test
  void runWithoutRecordedGatesHasNoSuchFile() {
    Path run = folder.resolve("run");
    try (RunWriter writer = RunWriter.create(run, false)) {
      writer.append(sample(SweepPoint.fixed(2), List.of()));
      writer.append(sample(SweepPoint.expected(2), List.of()));
      writer.finish(manifest(), List.of(), Map.of());
    }
    assertThat(run.resolve("gates.jsonl")).doesNotExist();
  }
}
