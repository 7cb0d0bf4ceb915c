package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  private final StringWriter err = new StringWriter();

  @TempDir Path temp;

  private int report(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "report";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Plumbline.run(new PrintWriter(new StringWriter()), new PrintWriter(err), line);
  }

  @Test
  void fileWithAnUnknownEndingIsRefused() {
    Path file = temp.resolve("curves.pdf");
    assertThat(report(run("one"), "-o", file.toString())).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .isEqualTo(
            "plumbline: %s: no format ends in .pdf; known are .html, .md, .csv, .svg and .png, or name it by --format%n"
                .formatted(file));
    assertThat(temp.resolve("curves.pdf.md")).doesNotExist();
    assertThat(report(run("two"), "--format", "csv", "-o", file.toString())).isZero();
    assertThat(temp.resolve("curves.pdf.csv")).exists();
  }

  private String run(String name) {
    Instant now = Instant.parse("2026-11-24T03:39:03Z");
    Manifest manifest =
        new Manifest(
            "plumbline sweep",
            now,
            now,
            0,
            Sweep.of(List.of(1, 2)).points(),
            new Manifest.Bundle(name, "ab".repeat(32)),
            List.of(new Manifest.Task("sums", "1.0", Map.of(), 1, 0)),
            new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "CPU"),
            new Configuration(Map.of()));
    Path folder = temp.resolve(name);
    try (RunWriter writer = RunWriter.create(folder, false)) {
      for (int r : List.of(1, 2)) {
        Generation answer = new Generation("" + r, Map.of());
        writer.append(
            new Sample(
                SampleId.of("sums", 0, r), new Scored(Map.of(Score.of("acc"), 1.0), answer, "2")));
      }
      writer.finish(manifest, List.of(), Map.of());
    }
    return folder.toString();
  }

  @Test
  void endingOfTheFileChoosesHtml() {
    Path page = temp.resolve("page.html");
    assertThat(report(run("a"), run("b"), "-o", page.toString())).isZero();
    assertThat(page).content().startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(err).hasToString("wrote " + page + System.lineSeparator());
  }

  @Test
  void severalRunsStandInOnePicture() {
    Path picture = temp.resolve("picture.svg");
    assertThat(report(run("a"), run("b"), "-o", picture.toString())).isZero();
    assertThat(picture).content().contains("a, b: accuracy by iterations");
  }

  @Test
  void htmlNeedsAFileToGoTo() {
    assertThat(report(run("a"), "--format", "html")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("plumbline: HTML, a PNG, or several formats, need a file");
  }
}
