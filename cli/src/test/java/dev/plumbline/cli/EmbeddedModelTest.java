package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees: the embedded model on the embedded suite. */
class EmbeddedModelTest {
  @TempDir private static Path folder;
  private static Run run;

  private static String said;
  private static String saidFirst;

  @BeforeAll
  static void sweepWithNothingNamed() {
    System.setProperty("plumbline.home", Path.of("..").toAbsolutePath().toString());
    run = sweep("run", "--limit", "100", "--iterations", "1,4,16");
    saidFirst = said;
  }

  @AfterAll
  static void leave() {
    System.clearProperty("plumbline.home");
  }

  private static Run sweep(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("sweep", "--out", folder.resolve(name).toString()));
    arguments.addAll(List.of(more));
    Ended ended = Ended.run(arguments);
    said = ended.err();
    assertThat(ended.code()).as(said).isEqualTo(ExitCode.OK);
    return Run.open(folder.resolve(name));
  }

  private static CurvePoint point(String task, String metric, int iterations) {
    return run.curves().stream()
        .filter(p -> p.task().equals(task) && p.score().metric().equals(metric))
        .filter(p -> p.point().iterations() == iterations)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void chainsRiseWithDepthFarBeyondChance() {
    CurvePoint shallow = point("embedded_chains", "exact_match", 1);
    CurvePoint deep = point("embedded_chains", "exact_match", 16);
    assertThat(deep.value()).isGreaterThan(3 * shallow.value());
    assertThat(deep.interval().orElseThrow().low())
        .isGreaterThan(shallow.interval().orElseThrow().high());
    assertThat(deep.value()).isGreaterThan(point("embedded_chains", "exact_match", 4).value());
  }

  @Test
  void factsAreThereAtOnce() {
    assertThat(point("embedded_facts", "acc", 1).value())
        .isGreaterThan(point("embedded_facts", "acc", 16).value() - 0.011);
  }

  @Test
  void programsAreAskedOnlyWhereTheyGetAScoreOrAreNamed() throws Exception {
    assertThat(tasks(run)).containsExactly("embedded_chains", "embedded_facts", "embedded_swaps");
    assertThat(saidFirst)
        .contains(
            "left out: embedded_formulas, embedded_lists, whose programs get no score unless"
                + " executed; --allow-code does so, in a sandbox\n");
    Run named = sweep("named", "--tasks", "embedded", "--limit", "2", "--iterations", "1");
    assertThat(tasks(named)).contains("embedded_formulas", "embedded_lists").hasSize(5);
    assertThat(said).doesNotContain("left out");
    assertThat(named.curves()).noneMatch(p -> p.task().equals("embedded_lists"));
    try (Stream<String> lines = Files.lines(named.folder().resolve("samples.jsonl"))) {
      assertThat(lines.filter(line -> line.contains("\"embedded_lists\"")))
          .hasSize(2)
          .allMatch(line -> line.contains("\"metrics\":{}") && !line.contains("\"passed\""));
    }
  }

  @Test
  void programsThatMayRunBelongToTheSuite() {
    Run allowed =
        sweep(
            "allowed", "--allow-code", "--unsafe-no-sandbox", "--limit", "1", "--iterations", "1");
    assertThat(tasks(allowed)).hasSize(5);
    assertThat(allowed.curves()).anyMatch(p -> p.task().equals("embedded_lists"));
  }

  @Test
  void depthsAreFoundWithoutProgramsInTheWay() {
    Ended ended = Ended.run("sweep", "--iterations", "auto", "--limit", "1", "--show-prompts", "1");
    assertThat(ended.err()).startsWith("left out: ").hasLineCount(1);
    assertThat(ended.code()).isEqualTo(ExitCode.OK);
  }

  private static List<String> tasks(Run run) {
    return run.manifest().tasks().stream().map(Manifest.Task::name).toList();
  }

  @Test
  void sameConfigurationGivesTheSameBytesHoweverItIsBatched() throws Exception {
    String[] tasks = {
      "--tasks",
      "embedded_chains,embedded_swaps",
      "--limit",
      "20",
      "--iterations",
      "1,3",
      "--temperature",
      "0.8",
      "--seed",
      "7"
    };
    Path first = sweep("first", tasks).folder();
    List<String> other = new ArrayList<>(List.of(tasks));
    other.addAll(List.of("--batch-size", "3", "--threads", "1"));
    Path second = sweep("second", other.toArray(String[]::new)).folder();
    for (String file : List.of("samples.jsonl", "documents.jsonl")) {
      assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
  }
}
