package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep leaves to be looked at, and where it leaves nothing. */
class SweepReportTest {
  private static final List<String> SWEEP =
      List.of(
          "sweep",
          "--model",
          Path.of("../models/embedded").toAbsolutePath().normalize().toString(),
          "--include-path",
          Path.of("../training/suite").toAbsolutePath().normalize().toString(),
          "--iterations",
          "1,2",
          "--limit",
          "2");

  @TempDir private Path folder;

  private Ended sweep(String task, String name, String... more) {
    Stream<String> rest =
        Stream.concat(
            Stream.of("--tasks", task, "--out", folder.resolve(name).toString()), Stream.of(more));
    Ended ended = Ended.run(Stream.concat(SWEEP.stream(), rest).toList());
    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
    return ended;
  }

  private static List<String> files(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void plainSweepLeavesAPageAndAPictureAndNamesThem() throws Exception {
    String said =
        Bash.run(folder, "plumbline " + String.join(" ", SWEEP) + " --tasks embedded_facts");
    Path run;
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      run = runs.findFirst().orElseThrow();
    }
    assertThat(said)
        .contains(
            "open runs/%s/report.html: every document and answer; the curves alone are in curves.svg\n"
                .formatted(run.getFileName()));
    assertThat(run.resolve("report.html")).content().contains("<html");
    assertThat(run.resolve("curves.svg")).content().contains("<svg", "embedded: accuracy");
  }

  @Test
  void namedFolderGetsTheRunAloneUnlessAReportIsWanted() throws IOException {
    Ended plain = sweep("embedded_facts", "plain");
    assertThat(plain.err())
        .endsWith(
            "plumbline report %s -o report.html shows every document\n"
                .formatted(folder.resolve("plain")));
    sweep("embedded_facts", "wanted", "--report", "--quiet");
    List<String> without = files(folder.resolve("plain"));
    assertThat(without).doesNotContain("report.html", "curves.svg");
    assertThat(files(folder.resolve("wanted")))
        .containsAll(without)
        .contains("report.html", "curves.svg")
        .hasSize(without.size() + 2);
    for (String file : List.of("samples.jsonl", "documents.jsonl", "curves.csv")) {
      assertThat(folder.resolve("wanted").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("plain").resolve(file));
    }
    assertThat(Run.open(folder.resolve("wanted")).curves()).isNotEmpty();
  }

  @Test
  void reportOfARunThatIsReplacedGoesWithIt() throws IOException {
    sweep("embedded_facts", "run", "--report");
    sweep("embedded_chains", "run", "--overwrite");
    assertThat(files(folder.resolve("run"))).doesNotContain("report.html", "curves.svg");
  }

  @Test
  void runWithoutScoresHasNoPicture() throws IOException {
    Ended ended = sweep("embedded_lists", "run", "--report");
    assertThat(ended.err()).endsWith("report.html: every document and answer\n");
    assertThat(files(folder.resolve("run"))).contains("report.html").doesNotContain("curves.svg");
  }
}
