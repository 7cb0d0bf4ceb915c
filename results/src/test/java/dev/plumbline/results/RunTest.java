package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
  @TempDir Path temp;
  private Run run;

  @BeforeEach
  void write() {
    run = ExampleRun.write(temp.resolve("run"), ExampleRun.samples());
  }

  @Test
  void everythingWrittenIsReadBack() {
    Run read = Run.open(run.folder());
    try (Stream<Sample> samples = read.samples();
        Stream<Question> documents = read.documents()) {
      assertThat(samples).containsExactlyInAnyOrderElementsOf(ExampleRun.samples());
      assertThat(documents).containsExactlyInAnyOrderElementsOf(ExampleRun.documents());
    }
    assertThat(read.manifest().withSamples(Map.of())).isEqualTo(ExampleRun.manifest());
    assertThat(read.manifest().failed()).isEqualTo(1);
    assertThat(read.curves()).isEqualTo(Curves.of(sorted(), ExampleRun.costs()));
  }

  @Test
  void everyFloatIsReadBackAsItWas() {
    Random random = new Random(1);
    List<Float> floats = new ArrayList<>();
    while (floats.size() < 20_000) {
      float f = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(f)) {
        floats.add(f);
      }
    }
    Response answer = new Choice(floats, Collections.nCopies(floats.size(), false));
    Sample sample = new Sample(SampleId.of("hellaswag", 0, 1), new Scored(Map.of(), answer, "0"));
    try (Stream<Sample> samples = ExampleRun.write(temp.resolve("b"), List.of(sample)).samples()) {
      assertThat(samples).containsExactly(sample);
    }
  }

  @Test
  void folderWithoutManifestIsNoRun() {
    assertThatThrownBy(() -> Run.open(temp))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            temp + ": not a run: it has no manifest.json; name the folder that a sweep wrote");
  }

  @Test
  void unfinishedRunIsNamedSo() {
    Path folder = temp.resolve("unfinished");
    RunWriter.create(folder, false).close();
    assertThatThrownBy(() -> Run.open(folder))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(folder + ": this run did not finish; give its command again to go on");
  }

  @Test
  void manifestWithoutAKeyIsRefused() throws IOException {
    edit("manifest.json", "  \"seed\" : 1234,\n", "");
    assertThatThrownBy(() -> Run.open(run.folder()))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(run.folder().resolve("manifest.json") + ": ")
        .hasMessageContaining("'seed'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"outcome\":\"failed\" | \"outcome\":\"lost\""
            + " | outcome 'lost' is none of scored, unparsed, failed",
        "\"doc_id\":1,\"iterations\":1 | \"iterations\":1 | key 'doc_id' is missing",
        "\"doc_id\":1,\"iterations\":1 | \"doc_id\":1,\"iterations\":0"
            + " | iterations count from 1, got 0",
        "\"error\" | \"errors\" | Unrecognized field \"errors\"",
        "position 7\"} | position 7 | Unexpected end-of-input",
      })
  void brokenSampleIsReportedWithItsLine(String before, String after, String message)
      throws IOException {
    edit("samples.jsonl", before, after);
    try (Stream<Sample> samples = run.samples()) {
      assertThatThrownBy(samples::toList)
          .isInstanceOf(PlumblineException.class)
          .hasMessageStartingWith(run.folder().resolve("samples.jsonl") + ":5: " + message);
    }
  }

  @Test
  void bytesThatAreNotUtf8AreReported() throws IOException {
    Files.write(
        run.folder().resolve("samples.jsonl"),
        "{\"task\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    try (Stream<Sample> samples = run.samples()) {
      assertThatThrownBy(samples::toList)
          .isInstanceOf(PlumblineException.class)
          .hasMessageStartingWith(run.folder().resolve("samples.jsonl") + ":1: ");
    }
  }

  @Test
  void missingFileIsNamed() throws IOException {
    Files.delete(run.folder().resolve("samples.jsonl"));
    assertThatThrownBy(() -> run.samples())
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(run.folder().resolve("samples.jsonl") + ": cannot be read: ");
  }

  @Test
  void documentWithoutARequestIsReportedWithItsLine() throws IOException {
    edit("documents.jsonl", "\"continuations\":[\" a\",\" b\",\" c\",\" d\"],", "");
    try (Stream<Question> documents = run.documents()) {
      assertThatThrownBy(documents::toList)
          .isInstanceOf(PlumblineException.class)
          .hasMessage(run.folder().resolve("documents.jsonl") + ":1: key 'until' is missing");
    }
  }

  @Test
  void secondsThatAreNoNumberAreReportedWithTheirLine() throws IOException {
    Path timing = run.folder().resolve("timing.csv");
    Files.writeString(timing, "task,iterations,seconds\na,1,0.5\na,4,soon\n");
    assertThatThrownBy(() -> run.seconds())
        .isInstanceOf(PlumblineException.class)
        .hasMessage(timing + ":3: For input string: \"soon\"");
  }

  @Test
  void curvesWithOtherColumnsAreRefused() throws IOException {
    edit("curves.csv", "task,metric", "task,measure");
    assertThatThrownBy(() -> run.curves())
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(
            run.folder().resolve("curves.csv") + ":1: header is [task, measure, ");
  }

  @Test
  void brokenCurvePointIsReportedWithItsLine() throws IOException {
    edit("curves.csv", "hellaswag,acc,,8,1,1,", "hellaswag,acc,,8,1,one,");
    assertThatThrownBy(() -> run.curves())
        .isInstanceOf(PlumblineException.class)
        .hasMessage(run.folder().resolve("curves.csv") + ":3: For input string: \"one\"");
  }

  private List<Sample> sorted() {
    try (Stream<Sample> samples = run.samples()) {
      return samples.toList();
    }
  }

  private void edit(String file, String before, String after) throws IOException {
    Path path = run.folder().resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(before);
    Files.writeString(path, text.replace(before, after));
  }
}
