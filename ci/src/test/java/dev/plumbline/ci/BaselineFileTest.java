package dev.plumbline.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {
  @TempDir private Path folder;

  private Path write(MadeUpRun run) {
    Path file = folder.resolve("baseline.jsonl");
    BaselineFile.write(Baseline.of(run.write(folder.resolve("run")), false), file);
    return file;
  }

  private Path small() {
    return write(
        MadeUpRun.scoring(
                (task, docId, r) ->
                    docId == 2
                        ? Double.NaN
                        : task.equals("facts") && docId == 1 ? 1.0 / 3 * r : docId == 0 ? 1 : 0)
            .documents(3));
  }

  @Test
  void fileIsALinePerDocumentWithoutTimesAndPaths() throws IOException {
    assertThat(small())
        .hasContent(
            """
            {"plumbline_baseline":1,"bundle":"tiny","bundle_sha256":"%s","settings":{"limit":"3","seed":"7"}}
            {"task":"sums","version":"1.0","data":{"sums.jsonl":"%s"},"asked":"ed137e7ca20e9cddf2feea1ff5995a3a6751d6ecaf11958250fa2056242099c8","documents":3,"iterations":[1,4,16],"flops_per_token":{"1":1000,"4":4000,"16":16000}}
            {"doc":0,"exact_match,strict":"111"}
            {"doc":1,"exact_match,strict":"000"}
            {"doc":2,"exact_match,strict":"---"}
            {"task":"facts","version":"1.0","data":{"facts.jsonl":"%s"},"asked":"392f55e51b6bc8c92069efe3f98913d979672ea930e0371ee3071fdb39ecfe50","documents":3,"iterations":[1,4,16],"flops_per_token":{"1":1000,"4":4000,"16":16000}}
            {"doc":0,"acc":"111"}
            {"doc":1,"acc":[0.333333,1.333333,5.333333]}
            {"doc":2,"acc":"---"}
            """
                .formatted("ab".repeat(32), "cd".repeat(32), "ef".repeat(32)));
  }

  @Test
  void baselineReadBackIsTheSameAndIsWrittenAsTheSameBytes() throws IOException {
    Path file = small();
    byte[] first = Files.readAllBytes(file);
    Baseline read = BaselineFile.read(file);
    assertThat(read).isEqualTo(Baseline.of(Run.open(folder.resolve("run")), false));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      BaselineFile.write(read, file);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(file).hasBinaryContent(first);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(file, folder.resolve("run"));
    }
  }

  @Test
  void secondsAreKeptOnRequest() {
    Run run = MadeUpRun.scoring(MadeUpRun::usual).seconds(0.00123456789).write(folder.resolve("r"));
    Path file = folder.resolve("baseline.jsonl");
    BaselineFile.write(Baseline.of(run, true), file);
    assertThat(BaselineFile.read(file).task("sums").orElseThrow().secondsPerToken())
        .containsEntry(SweepPoint.fixed(4), 0.00493827);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"plumbline_baseline\":1 | {\"plumbline_baseline\":2 | : written by a newer Plumbline (format"
            + " 2, this one reads 1); update Plumbline, or write the baseline anew",
        "plumbline_baseline | something | : not a baseline; write one with plumbline baseline RUN"
            + " --out FILE",
        "\"111\" | \"112\" | :3: damaged baseline: 'exact_match,strict' must be of the digits 0, 1"
            + " and -; restore the file, or write it anew with plumbline baseline",
        "\"111\" | \"11\" | :5: damaged baseline: document 0 has 2 scores of exact_match,strict for 3",
        "\"documents\":3 | \"documents\":2 | :5: damaged baseline: 'task' must be a text; restore",
        "{\"doc\":1,\"acc\" | {\"doc\":0,\"acc\" | :9: damaged baseline: document 0 must not follow 0;",
        "{\"doc\":2,\"acc\":\"---\"} | `` | :9: damaged baseline: ",
        "0.333333 | 1e999 | :8: damaged baseline: 'acc' must hold finite numbers; restore",
        "\"doc\":2 | \"doc\":-2 | :5: damaged baseline: 'doc' must be a whole number of 0 or more;",
        "[1,4,16] | [1,16,4] | damaged baseline: iterations must ascend",
        "{\"doc\":1,\"acc\" | {\"doc\":1,\"acc\":1,\"acc\" | :8: damaged baseline: not JSON: Duplicate",
      })
  void damageIsNamedWithItsPlaceInOneLine(String good, String bad, String message)
      throws IOException {
    Path file = small();
    String text = Files.readString(file);
    assertThat(text).contains(good);
    Files.writeString(file, text.replaceFirst(Pattern.quote(good), bad));
    assertThatThrownBy(() -> BaselineFile.read(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void fileThatIsCutOffIsRefused() throws IOException {
    Path file = small();
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.lastIndexOf("{\"doc\":2")));
    assertThatThrownBy(() -> BaselineFile.read(file))
        .hasMessageContaining("ends after 2 of 3 documents of facts");
    Files.writeString(file, "");
    assertThatThrownBy(() -> BaselineFile.read(file)).hasMessageContaining(": not a baseline; ");
    Files.writeString(file, "rules: no JSON\n");
    assertThatThrownBy(() -> BaselineFile.read(file)).hasMessageContaining(": not a baseline; ");
    assertThatThrownBy(() -> BaselineFile.read(folder)).isInstanceOf(PlumblineException.class);
    assertThatThrownBy(() -> BaselineFile.read(folder.resolve("none")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageEndingWith("none: no such file; write it with plumbline baseline");
  }

  @Test
  void replacingABaselineTellsWhatChanges() {
    Baseline before =
        Baseline.of(MadeUpRun.scoring(MadeUpRun::usual).write(folder.resolve("a")), false);
    Baseline after =
        Baseline.of(
            MadeUpRun.scoring(
                    (task, docId, r) ->
                        task.equals("sums") && r == 4 && docId < 3
                            ? 0
                            : task.equals("sums") && r == 4 && docId == 59
                                ? 1
                                : MadeUpRun.usual(task, docId, r))
                .bundle("other")
                .write(folder.resolve("b")),
            false);
    assertThat(BaselineChange.lines(before, before)).isEmpty();
    assertThat(BaselineChange.lines(before, after))
        .containsExactly(
            "model: was tiny (abababababab), is other (abababababab)",
            "sums:exact_match,strict@4: was 0.6667, is 0.6333 (3 documents lost, 1 gained)");
  }
}
