package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep --iterations auto} as a user gives it. */
class AutoArgumentsTest {
  @TempDir private Path folder;

  @BeforeAll
  static void findTheEmbeddedModel() {
    System.setProperty("plumbline.home", Path.of("..").toAbsolutePath().toString());
  }

  @AfterAll
  static void leave() {
    System.clearProperty("plumbline.home");
  }

  private record Said(int code, String out, String err) {}

  private static Said say(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Plumbline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void eachTaskEndsWithALineThatStatisticsRepeat() throws IOException {
    String run = folder.resolve("run").toString();
    Path config = folder.resolve("auto.yaml");
    Files.writeString(
        config,
        """
        sweep:
          iterations: auto
          margin: 0.1
          most: 16
          tasks: embedded_facts
          limit: 60
        """);
    Said sweep = say("sweep", "--config", config.toString(), "--out", run);
    assertThat(sweep.code()).as(sweep.err()).isEqualTo(ExitCode.OK);
    String sentence =
        sweep.err().lines().filter(l -> l.contains("enough at r = 1")).findFirst().orElseThrow();
    assertThat(sentence)
        .matches(
            ".*embedded_facts: enough at r = 1 \\(up to r = 4 at most 0\\.0[0-9]+ is gained, looked"
                + " once\\)");
    assertThat(say("stats", run).out())
        .contains(sentence.substring(sentence.indexOf("embedded_facts")));
    assertThat(say("stats", run, "--json").out()).contains("\"from\"");
    assertThat(say("report", run, "--format", "md").out())
        .contains(sentence.substring(sentence.indexOf("embedded_facts")));
  }

  @Test
  void tooFewDocumentsAreNoticedBeforeTheyAreAsked() {
    Said sweep =
        say(
            "sweep",
            "--iterations=auto",
            "--most=4",
            "--tasks=embedded_facts",
            "--limit=20",
            "--out=" + folder.resolve("run"));
    assertThat(sweep.code()).isEqualTo(ExitCode.OK);
    assertThat(sweep.err())
        .contains("embedded_facts: 20 documents never show that less than 0.1")
        .contains("goes on to r = 4; give more documents, or --margin 0.1")
        .contains("embedded_facts: not saturated at r = 4, the deepest asked");
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    Said margin = say("sweep", "--iterations", "1,2", "--margin", "0.1");
    assertThat(margin.code()).isNotEqualTo(ExitCode.OK);
    assertThat(margin.err()).contains("--margin, --alpha and --most belong to --iterations auto");
    Said readout = say("sweep", "--iterations", "auto", "--readout", "last,expected");
    assertThat(readout.code()).isNotEqualTo(ExitCode.OK);
    assertThat(readout.err()).contains("--readout says how each r is read; name them");
  }
}
