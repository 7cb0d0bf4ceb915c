package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.Evaluation;
import dev.plumbline.harness.Execution;
import dev.plumbline.harness.SweepListener;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.harness.TaskSelection;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate as a build calls it: exit codes, output and files. */
class GateCommandTest {
  private static final int DOCUMENTS = 50;

  @TempDir private Path folder;
  private String good;
  private String bad;
  private String baseline;

  @BeforeEach
  void writeRuns() {
    good = writeRun("good", 40);
    bad = writeRun("bad", 20);
    baseline = folder.resolve("baseline.jsonl").toString();
  }

  private String writeRun(String name, int right) {
    List<Question> documents = new ArrayList<>();
    try (RunWriter writer = RunWriter.create(folder.resolve(name), false)) {
      for (int docId = 0; docId < DOCUMENTS; docId++) {
        documents.add(
            new Question(
                new GenerateUntil(
                    new DocumentId("sums", docId),
                    "\u001b[31m2+2?",
                    List.of(),
                    Optional.empty(),
                    ""),
                "4"));
        for (int r : List.of(1, 4)) {
          double score = r == 4 && docId < right ? 1 : 0;
          writer.append(
              new Sample(
                  SampleId.of("sums", docId, r),
                  new Scored(
                      Map.of(Score.of("exact_match"), score),
                      new Generation("\n::error::planted ##[group]", Map.of()),
                      "4")));
        }
      }
      writer.finish(manifest(), documents, Map.of());
    }
    return folder.resolve(name).toString();
  }

  private static Manifest manifest() {
    return new Manifest(
        "plumbline sweep",
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        Sweep.of(List.of(1, 4)).points(),
        new Manifest.Bundle("tiny", "ab".repeat(32)),
        List.of(new Manifest.Task("sums", "1.0", Map.of(), DOCUMENTS, 0)),
        new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "a processor"),
        new Configuration(Map.of()));
  }

  @Test
  void thresholdsAloneKeepTheirExitCodes() {
    Ended held = Ended.run("gate", good, "--require", "sums:exact_match@4>=0.8");
    assertThat(held.code()).isEqualTo(ExitCode.OK);
    assertThat(held.out()).isEqualTo("1 of 1 check holds\n");
    Ended missed = Ended.run("gate", good, "--require", "sums:exact_match@4>=0.81");
    assertThat(missed.code()).isEqualTo(ExitCode.GATE_FAILED);
    assertThat(missed.err())
        .startsWith("missed: sums:exact_match@4 is 0.8 (n=50, 95% interval 0.")
        .endsWith("below the minimum of 0.81\n");
    Ended unknown = Ended.run("gate", good, "--require", "sums:acc@4>=0.8");
    assertThat(unknown.code()).isEqualTo(ExitCode.WRONG_INPUT);
  }

  @Test
  void checksThatHoldAreCountedAndListedWhereAllAreWanted() {
    List<String> gate =
        List.of(
            "gate",
            good,
            "--require",
            "sums:exact_match@4>=0.8",
            "--require",
            "sums:exact_match@4>=0.7",
            "--require",
            "sums:exact_match@4>=0.9");
    Ended counted = Ended.run(gate);
    assertThat(counted.out()).isEqualTo("2 of 3 checks hold\n");
    assertThat(counted.err()).startsWith("missed: ").hasLineCount(1);
    Ended listed = Ended.run(Stream.concat(gate.stream(), Stream.of("--all")).toList());
    assertThat(listed.out().lines().toList()).hasSize(3).last().isEqualTo("2 of 3 checks hold");
    assertThat(listed.out().lines().limit(2))
        .allMatch(line -> line.startsWith("holds: sums:exact_match@4 is 0.8"));
    assertThat(listed.err()).isEqualTo(counted.err());
    assertThat(listed.code()).isEqualTo(counted.code()).isEqualTo(ExitCode.GATE_FAILED);
  }

  @Test
  void nothingToCheckIsWrongUse() {
    Ended ended = Ended.run("gate", good);
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err())
        .isEqualTo("plumbline: nothing to check; give --baseline, --rules or --require\n");
  }

  @Test
  void onlyTheCurvesNamedAreChecked() {
    Ended.run("baseline", good, "--out", baseline);
    assertThat(Ended.run("gate", bad, "--baseline", baseline).code())
        .isEqualTo(ExitCode.GATE_FAILED);
    Ended chosen =
        Ended.run("gate", bad, "--baseline", baseline, "--task", "sums", "--metric", "exact_match");
    assertThat(chosen.code()).isEqualTo(ExitCode.GATE_FAILED);
    assertThat(chosen.out()).contains("1 of 2 checks hold");
    Ended unknown = Ended.run("gate", bad, "--baseline", baseline, "--metric", "acc");
    assertThat(unknown.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(unknown.err()).contains("no metric 'acc'").contains("there are 'exact_match'");
  }

  @Test
  void ruleThatIsAboutOtherCurvesAloneLeavesNothingToCheckWhichIsWrongUse() {
    Ended ended =
        Ended.run("gate", good, "--require", "words:exact_match@4>=0.1", "--task", "sums");
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err())
        .isEqualTo(
            "plumbline: nothing to check: no rule, and nothing in the baseline, is about the curves"
                + " that --task and --metric name\n");
  }

  @Test
  void baselineIsWrittenComparedAndReplaced() throws IOException {
    assertThat(Ended.run("baseline", good, "--out", baseline).out())
        .isEqualTo("baseline: " + baseline + "\n");
    byte[] written = Files.readAllBytes(Path.of(baseline));
    assertThat(Ended.run("baseline", good, "--out", baseline).out())
        .isEqualTo("unchanged: " + baseline + "\n");
    assertThat(Path.of(baseline)).hasBinaryContent(written);
    assertThat(Ended.run("gate", good, "--baseline", baseline).code()).isEqualTo(ExitCode.OK);

    Ended missed = Ended.run("gate", bad, "--baseline", baseline);
    assertThat(missed.code()).isEqualTo(ExitCode.GATE_FAILED);
    assertThat(missed.err().lines().toList())
        .hasSize(12)
        .contains(
            "  document 20 lost (1 to 0): asked \" [31m2+2?\", right is \"4\", answered"
                + " \"⏎::error::planted # #[group]\"")
        .last()
        .isEqualTo("  and 10 more");

    assertThat(Ended.run("baseline", bad, "--out", baseline).out())
        .isEqualTo(
            "sums:exact_match@4: was 0.8, is 0.4 (20 documents lost, 0 gained)\nreplaced: "
                + baseline
                + "\n");
    assertThat(Ended.run("gate", bad, "--baseline", baseline).code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void fileThatIsNoBaselineIsNotReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine\n");
    Ended ended = Ended.run("baseline", good, "--out", file.toString());
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(file).hasContent("mine");
  }

  @Test
  void rulesAndOutputsGoTogether() throws IOException {
    Ended.run("baseline", good, "--out", baseline);
    Path rules =
        Files.writeString(
            folder.resolve("gate.yaml"),
            """
            require: sums:exact_match@4>=0.5
            no_loss:
              - {curve: all, margin: 0.01}
            saturation:
              - {curve: "sums:exact_match", by: 1}
            """);
    Path xml = folder.resolve("gate.xml");
    Path allure = folder.resolve("allure");
    Ended ended =
        Ended.run(
            "gate",
            bad,
            "--rules",
            rules.toString(),
            "--baseline",
            baseline,
            "--junit-xml",
            xml.toString(),
            "--allure",
            allure.toString(),
            "--github");
    assertThat(ended.code()).isEqualTo(ExitCode.GATE_FAILED);
    assertThat(ended.err().lines().filter(line -> line.startsWith("missed: "))).hasSize(3);
    assertThat(ended.out()).contains("1 of 4 checks hold\n");
    assertThat(ended.out().lines().filter(line -> line.startsWith("::")))
        .hasSize(4)
        .allMatch(line -> line.matches("::(error|notice) title=[^:]*::.*"));
    assertThat(xml)
        .content()
        .contains("<testsuite name=\"plumbline.gate\" tests=\"4\" failures=\"3\"");
    try (Stream<Path> files = Files.list(allure)) {
      assertThat(files.map(f -> f.getFileName().toString().replaceFirst(".*-", "")))
          .contains("environment.properties", "categories.json")
          .filteredOn(name -> name.matches("(result|attachment)\\..*"))
          .containsOnly("result.json", "attachment.txt", "attachment.svg")
          .hasSize(8);
    }
  }

  @Test
  void javaProgramsLearnWhyASweepFails() {
    SweepPlan plan = SweepPlan.of(TaskSelection.of("gsm8k").withLimit(3), 1, 4).withModel(folder);
    assertThatThrownBy(
            () ->
                Evaluation.run(
                    plan, Execution.defaults(), folder.resolve("run"), SweepListener.NONE))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(folder + ": not a bundle");
  }
}
