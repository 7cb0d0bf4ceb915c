package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that may execute what the embedded model writes. */
class ExecutedProgramsTest {
  @TempDir private Path folder;

  @AfterEach
  void leave() {
    System.clearProperty("plumbline.home");
  }

  @Test
  void allowedProgramsAreScoredWithTheSameBytesEachTime() throws Exception {
    assumeThat(
            Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "bwrap"))))
        .as("needs bubblewrap")
        .isTrue();
    System.setProperty("plumbline.home", Path.of("..").toAbsolutePath().toString());
    for (String name : new String[] {"first", "second"}) {
      StringWriter err = new StringWriter();
      int code =
          Plumbline.run(
              new PrintWriter(new StringWriter()),
              new PrintWriter(err, true),
              "sweep --tasks embedded_lists,embedded_formulas --limit 8 --iterations 1,16 --allow-code --out"
                  .concat(" " + folder.resolve(name))
                  .split(" ", -1));
      assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
    }
    Run run = Run.open(folder.resolve("first"));
    assertThat(run.curves())
        .extracting(CurvePoint::task, p -> p.score().metric(), p -> p.point().iterations())
        .contains(
            org.assertj.core.groups.Tuple.tuple("embedded_lists", "pass@1", 1),
            org.assertj.core.groups.Tuple.tuple("embedded_formulas", "pass_at_1", 16));
    assertThat(folder.resolve("first/samples.jsonl"))
        .content()
        .contains("\"verdict\":\"passed\"", "\"passed\":false")
        .isEqualTo(Files.readString(folder.resolve("second/samples.jsonl")));
    assertThat(run.manifest().configuration().values()).containsEntry("allow-code", true);
  }
}
