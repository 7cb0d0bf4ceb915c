package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --reference} of {@code report} and {@code compare}, and their list. */
class ReferenceOptionTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path temp;

  private int plumbline(String... arguments) {
    return Plumbline.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private String run(String task) {
    Instant now = Instant.parse("2026-11-24T03:39:03Z");
    Manifest manifest =
        new Manifest(
            "plumbline sweep",
            now,
            now,
            0,
            Sweep.of(List.of(1, 4)).points(),
            new Manifest.Bundle("huginn-0125", "ab".repeat(32)),
            List.of(new Manifest.Task(task, "1.0", Map.of(), 4, 0)),
            new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "CPU"),
            new Configuration(Map.of("chat", true, "num-fewshot", 0)));
    Path folder = temp.resolve(task);
    try (RunWriter writer = RunWriter.create(folder, true)) {
      Choice answer = new Choice(List.of(-1f, -2f), List.of(true, false));
      for (int doc = 0; doc < 4; doc++) {
        for (int r : List.of(1, 4)) {
          double right = doc < r ? 1 : 0;
          writer.append(
              new Sample(
                  SampleId.of(task, doc, r),
                  new Scored(Map.of(Score.of("acc_norm"), right), answer, "0")));
        }
      }
      List<Question> documents =
          IntStream.range(0, 4)
              .mapToObj(doc -> new DocumentId(task, doc))
              .map(id -> new Question(new Loglikelihoods(id, "Is it", List.of(" so", " not")), "0"))
              .toList();
      writer.finish(manifest, documents, Map.of());
    }
    return folder.toString();
  }

  @Test
  void oneRunIsComparedWithPublishedCurves() {
    String run = run("hellaswag");
    assertThat(plumbline("compare", run, "--reference", "huginn-0125,ouro-1.4b")).isZero();
    assertThat(out.toString())
        .startsWith("published: huginn-0125 (paper) beside " + run)
        .contains("settings that differ: chat_template: published false, here true; harness:")
        .contains("published: ouro-1.4b (paper) beside " + run)
        .containsPattern("hellaswag +acc_norm +1 +4 +25.0 +4.6 to 69.9 +29.3 +-4.3");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void twoRunsAreComparedAndThenSetBesideIt() {
    String run = run("hellaswag");
    assertThat(plumbline("compare", run, run, "--reference", "huginn-0125")).isZero();
    assertThat(out.toString().indexOf("detectable:"))
        .isBetween(0, out.toString().indexOf("published: huginn-0125 (paper) beside"));
  }

  @Test
  void comparisonComesAsCsvAndJson() throws Exception {
    String run = run("hellaswag");
    assertThat(plumbline("compare", run, "--reference", "huginn-0125", "--format", "csv")).isZero();
    assertThat(out.toString())
        .startsWith("run,reference,kind,source,task,")
        .contains(",hellaswag,acc_norm,,HellaSwag,4,4,1,");
    out.getBuffer().setLength(0);
    assertThat(plumbline("compare", run, "--reference", "huginn-0125", "--json")).isZero();
    JsonNode pair = new ObjectMapper().readTree(out.toString()).at("/references/0/pairs/0");
    assertThat(pair.at("/task").asText()).isEqualTo("hellaswag");
    assertThat(pair.at("/rows/1/iterations").asInt()).isEqualTo(4);
    assertThat(pair.at("/rows/1/published").asDouble()).isEqualTo(0.4346);
    assertThat(pair.at("/rows/1/measured/value").asDouble()).isEqualTo(1);
  }

  @Test
  void everyFormatOfTheReportHasIt() throws Exception {
    String run = run("hellaswag");
    String file = temp.resolve("report").toString();
    assertThat(
            plumbline(
                "report",
                run,
                "--reference",
                "huginn-0125",
                "--reference",
                "ouro-1.4b",
                "--format",
                "html,md,csv,svg,png",
                "-o",
                file))
        .isZero();
    assertThat(Files.readString(Path.of(file + ".md")))
        .contains("published: huginn-0125 (paper) beside")
        .contains("published: ouro-1.4b (paper) beside");
    assertThat(Files.readString(Path.of(file + ".csv")))
        .contains("published: huginn-0125 (paper): acc_norm,hellaswag,acc_norm,,32,,0.6521,");
    assertThat(Path.of(file + ".svg")).isNotEmptyFile();
    assertThat(Path.of(file + ".png")).isNotEmptyFile();
    assertThat(Path.of(file + ".html")).content().endsWith("</html>\n");
  }

  @Test
  void referenceWithoutACurveOfTheTasksSaysWhatItHas() {
    String run = run("my-task");
    assertThat(plumbline("report", run, "--reference", "ouro-1.4b-thinking", "--format", "csv"))
        .isZero();
    assertThat(err)
        .hasToString(
            "ouro-1.4b-thinking has no curve of the tasks and metrics of "
                + run
                + "; it has OlympiadBench, SuperGPQA, AIME24, AIME25"
                + System.lineSeparator());
  }

  @Test
  void unknownReferenceIsWrongInputWithTheNearestName() {
    assertThat(plumbline("report", run("hellaswag"), "--reference", "huginn-0215"))
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .startsWith("plumbline: unknown reference 'huginn-0215'; known are huginn-0125, ")
        .contains("; did you mean huginn-0125?");
  }

  @Test
  void flipsAndReferencesAreTwoTablesOfCsv() {
    String run = run("hellaswag");
    assertThat(
            plumbline(
                "compare", run, run, "--flips", "--reference", "huginn-0125", "--format", "csv"))
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("leave out either --flips or --reference");
  }

  @Test
  void listNamesEachWithItsSourceAndCurves() throws Exception {
    assertThat(plumbline("models", "references")).isZero();
    assertThat(out.toString())
        .contains("huginn-0125  tomg-group-umd/huginn-0125, paper")
        .contains("arXiv 2510.25741")
        .contains("ouro-1.4b-junyounglee  ByteDance/Ouro-1.4B, independent");
    out.getBuffer().setLength(0);
    assertThat(plumbline("models", "references", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString())).hasSize(17);
  }
}
