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
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    Path file = temp.resolve("curves.eps");
    assertThat(report(run("one"), "-o", file.toString())).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .isEqualTo(
            "plumbline: %s: no format ends in .eps; known are .html, .md, .csv, .tex, .svg, .png and .pdf, or name it by --format%n"
                .formatted(file));
    assertThat(temp.resolve("curves.eps.md")).doesNotExist();
    assertThat(report(run("two"), "--format", "csv", "-o", file.toString())).isZero();
    assertThat(temp.resolve("curves.eps.csv")).exists();
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
            List.of(
                new Manifest.Task("sums", "1.0", Map.of(), 1, 0),
                new Manifest.Task("words", "1.0", Map.of(), 1, 0)),
            new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "CPU"),
            new Configuration(Map.of()));
    Path folder = temp.resolve(name);
    try (RunWriter writer = RunWriter.create(folder, false)) {
      for (int r : List.of(1, 2)) {
        Generation answer = new Generation("" + r, Map.of());
        for (String task : List.of("sums", "words")) {
          writer.append(
              new Sample(
                  SampleId.of(task, 0, r),
                  new Scored(Map.of(Score.of("acc"), 1.0, Score.of("f1"), 0.5), answer, "2")));
        }
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
        .startsWith("plumbline: HTML, a PNG, a PDF, or several files, need a name");
  }

  private String refusal(String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(report(arguments)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString().strip()).hasLineCount(1).doesNotContain("Exception");
    return err.toString().strip();
  }

  private String svg(String... arguments) throws IOException {
    Path file = temp.resolve("drawn.svg");
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("-o", file.toString()));
    assertThat(report(line.toArray(String[]::new))).as(err.toString()).isZero();
    return Files.readString(file);
  }

  @Test
  void taskAndMetricChooseWhatEveryFormatShows() throws IOException {
    String run = run("a");
    assertThat(svg(run, "--task", "words", "--metric", "f1"))
        .contains(">words<", ">f1<")
        .doesNotContain(">sums<", ">acc<");
    for (String format : List.of("md", "csv", "tex")) {
      Path file = temp.resolve("table." + format);
      assertThat(report(run, "--metric", "f1", "--task", "words", "-o", file.toString())).isZero();
      assertThat(file)
          .content()
          .contains("words", "f1")
          .doesNotContain("sums")
          .doesNotContain("acc,");
    }
    assertThat(refusal(run, "--task", "word")).endsWith("; there are sums, words");
    assertThat(refusal(run, "--metric", "acc,f1")).contains("no metric 'acc,f1'");
  }

  @Test
  void runsAreCalledAsTheirLabelsSay() throws IOException {
    String one = run("a");
    String other = run("b");
    assertThat(svg(one, other, "--overlay", "--label", "Big model=" + one, "--metric", "acc"))
        .contains("Big model, b: accuracy by iterations", ">Big model: acc<", ">b: acc<");
    assertThat(refusal(one, "--label", "x=" + other)).contains("names none of the runs given");
    assertThat(refusal(one, other, "--label", "x=" + one, "--label", "x=" + other))
        .contains("two runs are called 'x'");
    assertThat(refusal(one, "--label", "=" + one)).contains("the name is empty");
    assertThat(refusal(one, "--overlay", "--format", "svg")).contains("give another RUN");
  }

  @Test
  void sizeColumnsAndLettersAreAsAsked() throws IOException {
    String run = run("a");
    String svg = svg(run, "--width", "500", "--height", "600", "--columns", "1");
    assertThat(svg).contains("viewBox=\"0 0 500 600\"").contains("font-size:17px");
    assertThat(svg(run, "--font-size", "24")).contains("font-size:34px");
    String file = temp.resolve("x.svg").toString();
    assertThat(refusal(run, "--width", "9", "-o", file)).contains("from 200 to 8000 pixels; got 9");
    assertThat(refusal(run, "--height", "160", "--columns", "1", "-o", file))
        .contains("has no room for 2 rows of panels");
    assertThat(refusal(run, "--columns", "0", "-o", file)).contains("from 1 to 20 panels; got 0");
    assertThat(refusal(run, "--width", "500")).contains("--width is about pictures of curves");
    assertThat(refusal(run, "--x", "hours", "-o", file)).contains("no axis 'hours'; there are r,");
    assertThat(refusal(run, "--x", "seconds", "-o", file)).contains("does not say the seconds");
  }

  @Test
  void everyTaskHasAFileOfItsOwnWhereThatIsAsked() {
    Path file = temp.resolve("fig.svg");
    assertThat(report(run("a"), "--per-task", "-o", file.toString())).isZero();
    assertThat(file).doesNotExist();
    assertThat(temp.resolve("fig-sums.svg")).content().contains(">sums<").doesNotContain(">words<");
    assertThat(temp.resolve("fig-words.svg")).exists();
  }

  @Test
  void pdfIsWritten() {
    Path file = temp.resolve("fig.pdf");
    assertThat(report(run("a"), "-o", file.toString())).isZero();
    assertThat(file).binaryContent().startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
    assertThat(refusal(run("b"), "--format", "pdf")).contains("need a name to go to");
  }
}
