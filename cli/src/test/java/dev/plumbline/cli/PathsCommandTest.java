package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code paths}, and {@code sweep --noise}, as a user sees them. */
@Tag("integration")
class PathsCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void home() {
    System.setProperty("plumbline.home", Path.of("..").toAbsolutePath().toString());
  }

  @AfterAll
  static void leave() {
    System.clearProperty("plumbline.home");
  }

  private int plumbline(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Plumbline.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private int paths(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("paths", "-q", "--tasks", "embedded_swaps", "--limit", "12", "--seeds", "0,1"));
    if (!List.of(more).contains("-i")) {
      arguments.addAll(List.of("-i", "1,32"));
    }
    arguments.addAll(List.of(more));
    return plumbline(arguments.toArray(String[]::new));
  }

  @Test
  void studyComesAsTextMarkdownCsvAndJson() throws Exception {
    assertThat(paths("--noise", "geom:0.5")).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("embedded_swaps  acc", "scale 3", "all starts", "geom:0.5")
        .contains("embedded_swaps  states", "alignment from another");
    assertThat(paths("--format", "md")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("### `embedded_swaps  acc`");
    assertThat(paths("--format", "csv")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .startsWith("task,metric,filter,starts,statistic,iterations,seed,n,value,ci_low,ci_high")
        .contains("embedded_swaps,acc,,scale 1,score,32,1,1,")
        .contains("embedded_swaps,acc,,all starts,same_answer,32,,12,1,")
        .contains("embedded_swaps,,,scale 0,alignment_from_another,32,,12,");
    assertThat(paths("--json")).isEqualTo(ExitCode.OK);
    JsonNode study = new ObjectMapper().readTree(out.toString()).get("paths");
    assertThat(study.get("configuration").get("seeds")).hasSize(2);
    JsonNode score = study.get("scores").get(0);
    assertThat(score.get("task").asText()).isEqualTo("embedded_swaps");
    assertThat(score.get("metric").asText()).isEqualTo("acc");
    assertThat(score.get("iterations").asInt()).isEqualTo(1);
    assertThat(study.get("latents").get(0).get("measure").asText()).isEqualTo("distance");
  }

  @Test
  void noiseOfASweepIsASettingThatCompareNames() {
    String calm = folder.resolve("calm").toString();
    String noisy = folder.resolve("noisy").toString();
    assertThat(sweep(calm)).isEqualTo(ExitCode.OK);
    assertThat(sweep(noisy, "--noise", "FIXED:0.5")).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(plumbline("compare", calm, noisy)).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("noise: ").contains("fixed:0.5");
    assertThat(sweep(noisy, "--noise", "fixed:0.6")).isEqualTo(ExitCode.WRONG_INPUT);
  }

  private int sweep(String to, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("sweep", "-q", "-t", "embedded_swaps", "--limit", "4", "-i", "2", "-o", to));
    arguments.addAll(List.of(more));
    return plumbline(arguments.toArray(String[]::new));
  }

  @Test
  void wrongSettingsAreRefusedInOneLine() {
    assertThat(paths("--noise", "pink:1")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "plumbline: 'pink:1' is no noise; write KIND:AMOUNT, such as fixed:0.1, with a kind"
                + " of fixed, geom, sqrt, line, chi");
    assertThat(paths("--scales", "-1")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("scale must be in [0, 1000], got -1.0");
    assertThat(paths("--noise", "geom:1,geom:1")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("--noise needs values that differ");
  }

  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  @Test
  void modelWithoutARandomStartTakesNoiseAlone() {
    Path from = Path.of(System.getProperty("plumbline.shared"), "golden", "families", "ouro");
    String bundle = folder.resolve("ouro").toString();
    Exporter.export(
        new ExportRequest(from, Path.of(bundle), Precision.FP32, Optional.empty(), false),
        ExportProgress.NONE);
    assertThat(paths("-m", bundle, "-i", "1,4")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("there is but one start; give --noise");
    assertThat(paths("-m", bundle, "-i", "1,4", "--noise", "fixed:0.1", "--scales", "1"))
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("leave out --scales");
    assertThat(paths("-m", bundle, "-i", "1,4", "--noise", "fixed:0.1"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("undefined: starts:", "undefined: alignment:", "own start", "fixed:0.1")
        .doesNotContain("all starts", "alignment from");
  }
}
