package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Readout;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A model with an exit gate, asked at the last loop and at what the gate expects of all loops. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class ReadoutTest {
  @TempDir private Path folder;

  private Run sweep(String name, String... more) {
    Path shared = Path.of(System.getProperty("plumbline.shared"));
    Path bundle = folder.resolve("bundle");
    if (!bundle.toFile().exists()) {
      LmEvaluationHarnessSamples.run(
          "export",
          "--from",
          shared.resolve("golden/families/ouro").toString(),
          "--to",
          bundle.toString());
    }
    Path out = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("sweep", "--model", bundle.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--data", shared.resolve("data").toString(), "--limit", "3"));
    arguments.addAll(List.of("--tasks", "openbookqa,gsm8k", "--max-gen-toks", "8"));
    arguments.addAll(List.of(more));
    LmEvaluationHarnessSamples.run(arguments.toArray(String[]::new));
    return Run.open(out);
  }

  private static List<Sample> samples(Run run, Readout readout) {
    try (Stream<Sample> samples = run.samples()) {
      return samples.filter(sample -> sample.point().readout() == readout).toList();
    }
  }

  @Test
  void lastLoopSaysTheSameBesideTheExpectedOne() {
    Run alone = sweep("alone", "--iterations", "1,2,4");
    Run both = sweep("both", "--iterations", "1,2,4", "--readout", "last,expected");

    assertThat(samples(both, Readout.LAST)).isEqualTo(samples(alone, Readout.LAST));
    List<Sample> expected = samples(both, Readout.EXPECTED);
    assertThat(expected).hasSize(2 * 3 * 3);
    assertThat(at(expected, SweepPoint.expected(4)))
        .isNotEqualTo(at(samples(both, Readout.LAST), SweepPoint.fixed(4)));
  }

  @Test
  void afterOneLoopBothReadoutsAreTheSame() {
    Run run = sweep("run", "--iterations", "1,1-expected");

    assertThat(at(samples(run, Readout.EXPECTED), SweepPoint.expected(1)))
        .isEqualTo(at(samples(run, Readout.LAST), SweepPoint.fixed(1)));
  }

  private static String at(List<Sample> samples, SweepPoint point) {
    return samples.stream()
        .filter(sample -> sample.point().equals(point))
        .map(sample -> sample.document() + " " + sample.outcome())
        .collect(Collectors.joining("\n"));
  }
}
