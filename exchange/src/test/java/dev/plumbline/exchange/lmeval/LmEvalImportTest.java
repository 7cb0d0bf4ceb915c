package dev.plumbline.exchange.lmeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.SubmissionRun;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read back from what {@link LmEvalFiles} wrote, and from the harness's own output. */
class LmEvalImportTest {
  private static final Manifest.Versions VERSIONS =
      new Manifest.Versions("0.1.0", Optional.empty(), "17", "Linux", "CPU");

  @TempDir private Path folder;
  private Run run;
  private Path submitted;
  private LmEvalImport evaluations = new LmEvalImport();

  @BeforeEach
  void submit() {
    run = SubmissionRun.write(folder.resolve("run"));
    submitted = folder.resolve("submitted");
    for (int r : List.of(1, 4)) {
      for (SubmissionFile file : LmEvalFiles.of(SubmissionRun.at(run, r), "example-org/m")) {
        file.write(submitted);
      }
    }
  }

  private Run imported(String... tasks) {
    return evaluations.write(
        folder.resolve("imported"), false, Set.of(tasks), "plumbline import", VERSIONS);
  }

  @Test
  void submittedRunComesBackWithItsCurvesAndDocuments() {
    evaluations.add(submitted);
    Run back = imported();
    assertThat(back.curves())
        .usingRecursiveComparison()
        .ignoringFields("flopsPerToken", "tokens")
        .isEqualTo(run.curves());
    try (Stream<Question> documents = back.documents();
        Stream<Question> asked = run.documents()) {
      assertThat(documents.toList()).isEqualTo(asked.toList());
    }
    try (Stream<Sample> samples = back.samples();
        Stream<Sample> given = run.samples()) {
      // A program's verdict has no place in the format; its generation and its score do.
      assertThat(samples.filter(s -> !s.task().equals("humaneval")).toList())
          .isEqualTo(given.filter(s -> !s.task().equals("humaneval")).toList());
    }
  }

  @Test
  void samplesOfVersionsThatDidNotNameFiltersAreTakenInTheirOrder() throws IOException {
    try (Stream<Path> files = Files.walk(submitted)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        List<String> byFilter = new ArrayList<>(Files.readAllLines(file));
        // As 0.4.6 writes them: all documents under one filter, then under the next.
        byFilter.sort(Comparator.comparing(LmEvalImportTest::filterPlace));
        byFilter.replaceAll(line -> line.replaceFirst("\"filter\": ?\"[^\"]*\", ?", ""));
        byFilter.replaceAll(line -> line.replaceFirst("\"target\": ?\"(\\d)\"", "\"target\": $1"));
        assertThat(byFilter).noneMatch(line -> line.contains("\"filter\":"));
        Files.write(file, byFilter);
      }
    }
    evaluations.add(submitted);
    assertThat(imported().curves())
        .usingRecursiveComparison()
        .ignoringFields("flopsPerToken", "tokens")
        .isEqualTo(run.curves());
  }

  private static int filterPlace(String line) {
    return line.contains("\"flexible-extract\"") ? 1 : 0;
  }

  @Test
  void whatTheFilesDoNotSayIsAbsent() {
    evaluations.add(submitted);
    Run back = imported();
    assertThat(back.curves()).allMatch(p -> p.flopsPerToken().isEmpty() && p.tokens().isEmpty());
    assertThat(back.manifest().bundle())
        .isEqualTo(new Manifest.Bundle("example-org/m", Optional.empty()));
    assertThat(back.manifest().versions().onnxRuntime()).isEmpty();
    assertThat(back.manifest().tasks()).allMatch(task -> task.truncatedPrompts().isEmpty());
    assertThat(back.manifest().started()).isEqualTo(run.manifest().started());
    assertThat(back.manifest().configuration().toString())
        .contains("imported-from={name=plumbline, version=0.1.0}");
  }

  @Test
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared example output; set PLUMBLINE_SHARED")
  void outputOfTheHarnessItselfHasTheValuesThatItReports() {
    evaluations.add(2, Path.of(System.getProperty("plumbline.shared"), "formats/lm_eval/output"));
    Run back = imported();
    assertThat(back.manifest().configuration().toString())
        .contains("imported-from={name=lm_eval, version=0.4.13}");
    List<CurvePoint> curves = back.curves();
    // From its results_*.json.
    assertThat(curves)
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
            "plumb_mc acc  2",
            "plumb_mc acc_norm  2",
            "plumb_gen exact_match strict-match 2",
            "plumb_gen exact_match flexible-extract 2");
    assertThat(curves)
        .extracting(CurvePoint::value)
        .containsExactly(0.3333333333333333, 0.3333333333333333, 0.0, 0.3333333333333333);
    assertThat(curves)
        .extracting(p -> p.stderr().getAsDouble())
        .containsExactly(0.33333333333333337, 0.33333333333333337, 0.0, 0.33333333333333337);
  }

  @Test
  void depthMustBeStatedOrNamed() throws IOException {
    edit("r4", "results_", "\"mean_recurrence\": 4", "\"dtype\": \"float32\"");
    assertThatThrownBy(() -> evaluations.add(submitted.resolve("r4")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("state no mean_recurrence or num_steps")
        .hasMessageContaining("--iterations R=");
    evaluations = new LmEvalImport();
    evaluations.add(8, submitted.resolve("r4"));
    assertThat(imported().manifest().points()).containsExactly(SweepPoint.fixed(8));
  }

  @Test
  void depthIsReadFromModelArgumentsWrittenAsOneText() throws IOException {
    String results = Files.readString(find("r4", "results_"));
    Files.writeString(
        find("r4", "results_"),
        results.replaceFirst(
            "(?s)\"model_args\": \\{.*?\\}",
            "\"model_args\": \"pretrained=example-org/m,mean_recurrence=64,token=hush\""));
    evaluations.add(submitted.resolve("r4"));
    Run back = imported();
    assertThat(back.manifest().points()).containsExactly(SweepPoint.fixed(64));
    assertThat(back.manifest().configuration().toString()).doesNotContain("hush");
  }

  @Test
  void aResultsFileOfAnotherNameCanBeNamed() throws IOException {
    Path results = find("r4", "results_");
    Path other = results.resolveSibling("huginn_2026-11-24T03-41-00.json");
    Files.move(results, other);
    evaluations.add(other);
    assertThat(imported().manifest().points()).containsExactly(SweepPoint.fixed(4));
  }

  @Test
  void oneTaskAtOneDepthTwiceIsRefused() {
    evaluations.add(submitted);
    evaluations.add(1, submitted.resolve("r4"));
    assertThatThrownBy(this::imported)
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("mc at r=1 is in ")
        .hasMessageEndingWith("name the one to take");
  }

  @Test
  void aTaskThatLacksADepthCanBeImportedAlone() throws IOException {
    Files.delete(find("r4", "samples_mc"));
    evaluations.add(submitted);
    assertThatThrownBy(this::imported)
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith("mc: was asked at r=[1], and others at r=[1, 4]");
    assertThatThrownBy(() -> imported("mc", "nothing"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageEndingWith("there are no samples of [nothing]");
    assertThat(imported("mc").manifest().points()).containsExactly(SweepPoint.fixed(1));
  }

  @Test
  void otherPromptsAtAnotherDepthAreRefused() throws IOException {
    edit("r4", "samples_mc", "\"arg_0\": \"A man\"", "\"arg_0\": \"A woman\"");
    evaluations.add(submitted);
    assertThatThrownBy(this::imported)
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("document 0 at r=4 was asked otherwise than at a smaller r");
    assertThat(folder.resolve("imported")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"doc_id\": 1 | \"doc_id\": -1 | :2: 'doc_id' is -1; expected a number from 0",
        "\"doc_id\": 1 | \"doc_id\": 0 | :2: document 0 is not what an earlier line asks",
        "\"filter\": \"none\" | \"filter\": 7 | :1: 'filter' is 7; expected a text",
        "{\"doc_id\": 1 | {{\"doc_id\": 1 | :2: Unexpected character",
        "\"-1.5\" | \"minus\" | :1: 'resps' has 'minus'; expected a log-likelihood",
        "\"arg_1\": \" walks\" | \"arg_1\": 3 | :1: asks for neither log-likelihoods",
        "\"acc\": 1.0, \"acc_norm\": 1.0} | \"acc\": 0.0, \"acc_norm\": 1.0} | : the samples' mean of acc is ",
      })
  void brokenSamplesAreReportedByFileAndLine(String before, String after, String message)
      throws IOException {
    edit("r1", "samples_mc", before, after);
    evaluations.add(submitted);
    assertThatThrownBy(this::imported)
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(find("r1", "samples_mc").toAbsolutePath() + message);
  }

  @Test
  void samplesThatWereCutOffAreRefused() throws IOException {
    Path samples = find("r1", "samples_gen");
    List<String> lines = Files.readAllLines(samples);
    Files.write(samples, lines.subList(0, lines.size() - 1));
    evaluations.add(submitted);
    assertThatThrownBy(this::imported)
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(samples.toAbsolutePath() + ":3: ends after 2 documents")
        .hasMessageEndingWith("it is not whole");
    Files.writeString(samples, lines.get(0) + "\n" + lines.get(1).substring(0, 40));
    evaluations = new LmEvalImport();
    evaluations.add(submitted);
    assertThatThrownBy(this::imported)
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(samples.toAbsolutePath() + ":2: ");
  }

  @Test
  void noTaskNameLeadsOutOfTheFolder() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.copy(find("r1", "samples_mc"), elsewhere.resolve("x_2026-11-24T03-41-00.jsonl"));
    edit("r1", "results_", "\"mc\"", "\"/../../../../elsewhere/x\"");
    evaluations.add(submitted.resolve("r1"));
    Run back = imported();
    assertThat(back.manifest().tasks()).extracting(Manifest.Task::name).doesNotContain("mc");
    assertThat(evaluations.notes())
        .containsExactly("/../../../../elsewhere/x: has no samples file, left out");
  }

  @Test
  void anInfiniteLoglikelihoodIsAFailedSample() throws IOException {
    edit("r1", "samples_mc", "\"-1.5\"", "\"-inf\"");
    evaluations.add(submitted);
    Run back = imported("mc");
    assertThat(back.manifest().failed()).isEqualTo(1);
    try (Stream<Sample> samples = back.samples()) {
      assertThat(samples.findFirst().orElseThrow().outcome())
          .isEqualTo(new Failed("the log-likelihood of a continuation is -Infinity"));
    }
  }

  private Path find(String depth, String start) throws IOException {
    try (Stream<Path> files = Files.walk(submitted.resolve(depth))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(start))
          .findFirst()
          .orElseThrow();
    }
  }

  private void edit(String depth, String start, String before, String after) throws IOException {
    Path file = find(depth, start);
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }
}
