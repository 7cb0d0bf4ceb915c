package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeFileTest {
  private static final ModelFacts MODEL =
      new ModelFacts(1000, OptionalInt.of(32), OptionalInt.empty(), 100, 10);

  @TempDir private Path folder;

  private static Manifest manifest(String points) {
    return new Manifest(
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        Sweep.parse(points).points(),
        new Manifest.Bundle("m", Optional.of("ab".repeat(32)), Optional.of(MODEL)),
        List.of(new Manifest.Task("t", "1", Map.of(), 2, 0)),
        new Manifest.Versions("0", "1", "17", "os", "cpu"),
        new Configuration(Map.of()));
  }

  private static void append(RunWriter writer, String points, int document) {
    for (SweepPoint point : Sweep.parse(points).points()) {
      Work work =
          point.label().contains("-kl") ? new Work(30 + document, 99, 60, 99) : Work.UNIFORM;
      writer.append(
          new Sample(new SampleId(new DocumentId("t", document), point), new Failed("none")),
          new Usage(4, 10, 0, work, false));
    }
  }

  private static Run finish(RunWriter writer, String points) {
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    Sweep.parse(points)
        .points()
        .forEach(p -> costs.put(new TaskPoint("t", p), new Cost(p.iterations() * 1e6, 8, 0.5)));
    return writer.finish(manifest(points), List.of(), costs);
  }

  private Run run(String name, String points) {
    try (RunWriter writer = RunWriter.create(folder.resolve(name), false)) {
      append(writer, points, 0);
      append(writer, points, 1);
      return finish(writer, points);
    }
  }

  /** Of kl: 30 + 31 iterations and 60 + 60 passes of the coda over 8 tokens. */
  @Test
  void rowIsAMeanOverAllTokensRead() throws IOException {
    Run run = run("run", "4,32,32-cycle:4,32-kl:0.001,32-contrast:4:0.5");
    assertThat(Files.readString(run.folder().resolve("compute.csv")))
        .isEqualTo(
            """
            task,iterations,tokens,mean_iterations,mean_readouts,kv_bytes_per_token,flops_per_token
            t,4,8,4,1,140,4000000
            t,32,8,32,1,420,32000000
            t,32-contrast:4:0.5,8,32,2,420,32000000
            t,32-cycle:4,8,32,1,140,32000000
            t,32-kl:0.001,8,7.625,15,420,32000000
            """);
    Compute kl = run.compute().get(new TaskPoint("t", SweepPoint.parse("32-kl:0.001")));
    assertThat(kl.meanIterations()).isEqualTo(61 / 8.0);
    assertThat(kl.kvBytesPerToken()).hasValue(420);
  }

  @Test
  void runOfFixedDepthsHasNoSuchFile() {
    Run run = run("run", "4,32,32-expected");
    assertThat(run.folder().resolve("compute.csv")).doesNotExist();
    assertThat(run.compute()).isEmpty();
  }

  @Test
  void resumedRunHasTheBytesOfAnUndisturbedOne() {
    String points = "4,32-kl:0.001";
    Path undisturbed = run("undisturbed", points).folder();
    Path resumed = folder.resolve("resumed");
    try (RunWriter writer = RunWriter.open(resumed, false, Map.of())) {
      append(writer, points, 1);
    }
    try (RunWriter writer = RunWriter.open(resumed, false, Map.of())) {
      append(writer, points, 0);
      finish(writer, points);
    }
    assertThat(resumed.resolve("compute.csv"))
        .hasSameBinaryContentAs(undisturbed.resolve("compute.csv"));
  }

  @Test
  void moreIterationsThanThePointHasAreRefused() {
    assertThatThrownBy(() -> run("run", "2-kl:0.001,32-kl:0.001").compute())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ran 61 iterations, more than they may");
  }
}
