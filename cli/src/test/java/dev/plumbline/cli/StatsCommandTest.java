package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded model's sweep from {@code stats} and {@code compare}, as a user sees them. */
class StatsCommandTest {
  @TempDir private static Path folder;
  private static String run;
  private static String other;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void sweepTwice() {
    System.setProperty("plumbline.home", Path.of("..").toAbsolutePath().toString());
    run = folder.resolve("run").toString();
    other = folder.resolve("other").toString();
    new StatsCommandTest().sweep(run, "--seed", "1");
    new StatsCommandTest().sweep(other, "--init-scale", "3");
  }

  @AfterAll
  static void leave() {
    System.clearProperty("plumbline.home");
  }

  private void sweep(String to, String option, String value) {
    int code =
        plumbline(
            "sweep",
            "--out",
            to,
            "--tasks",
            "embedded_swaps",
            "--limit",
            "60",
            "--iterations",
            "1,2,8",
            option,
            value);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
  }

  private int plumbline(String... arguments) {
    return Plumbline.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void statisticsComeAsTextMarkdownCsvAndJson() throws Exception {
    assertThat(plumbline("stats", run)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("embedded_swaps  acc").contains("saturates at r=");
    out.getBuffer().setLength(0);
    assertThat(plumbline("stats", run, "--format", "md")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("### `embedded_swaps  acc`");
    out.getBuffer().setLength(0);
    assertThat(plumbline("stats", run, "--format", "csv")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("task,metric,filter,statistic,iterations,n,value");
    out.getBuffer().setLength(0);
    assertThat(plumbline("stats", run, "--json", "--policy")).isEqualTo(ExitCode.OK);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/statistics/0/saturation/margin").asDouble()).isEqualTo(0.01);
    assertThat(json.at("/policies/0/documents").asInt()).isEqualTo(60);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void oneMetricAloneIsShown() {
    assertThat(plumbline("stats", run, "--metric", "acc", "--format", "csv")).isZero();
    assertThat(out.toString().lines().skip(1))
        .allSatisfy(line -> assertThat(line).startsWith("embedded_swaps,acc,,"));
    out.getBuffer().setLength(0);
    assertThat(plumbline("compare", run, other, "--metric", "acc_norm", "--format", "csv"))
        .isZero();
    assertThat(out.toString()).contains("acc_norm").doesNotContain(",acc,");
    assertThat(plumbline("stats", run, "--task", "swaps")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("no task 'swaps'").contains("there are embedded_swaps");
  }

  @Test
  void comparisonNamesWhatDiffersAndListsFlips() throws Exception {
    assertThat(plumbline("compare", run, other, "--flips")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("init-scale: 1.0 -> 3.0")
        .contains("embedded_swaps document ")
        .contains(" flips");
    out.getBuffer().setLength(0);
    assertThat(plumbline("compare", run, other, run, "--json")).isEqualTo(ExitCode.OK);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/comparisons")).hasSize(2);
    assertThat(json.at("/comparisons/0/rows/0/difference/n").asInt()).isEqualTo(60);
    assertThat(json.at("/comparisons/1/rows/0/difference/pValue").asDouble()).isEqualTo(1);
  }

  @Test
  void oneRunIsNothingToCompare() {
    assertThat(plumbline("compare", run)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("requires at least 2 values");
  }

  @Test
  void negativeMarginIsRefused() {
    assertThat(plumbline("stats", run, "--margin=-1")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("plumbline: --margin must be a number of at least 0, got -1.0");
  }
}
