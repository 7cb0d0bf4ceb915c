package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWriterTest {
  @TempDir Path temp;

  @Test
  void orderOfArrivalDoesNotChangeAByte() throws IOException {
    Path first = ExampleRun.write(temp.resolve("a"), ExampleRun.samples()).folder();
    List<Sample> shuffled = new ArrayList<>(ExampleRun.samples());
    Collections.shuffle(shuffled, new Random(3));
    Path second = ExampleRun.write(temp.resolve("b"), shuffled).folder();
    for (String file : List.of("samples.jsonl", "documents.jsonl", "curves.csv", "manifest.json")) {
      assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
  }

  @Test
  void everySampleIsInTheJournalAsSoonAsItIsAppended() throws IOException {
    Path run = temp.resolve("run");
    try (RunWriter writer = RunWriter.create(run, false)) {
      for (int i = 0; i < 3; i++) {
        writer.append(new Sample(SampleId.of("t", 3 - i, 1), new Failed("e")));
        assertThat(Files.readAllLines(run.resolve("journal/samples.jsonl"))).hasSize(i + 1);
      }
    }
    assertThat(Files.readString(run.resolve("journal/samples.jsonl")))
        .startsWith("{\"task\":\"t\",\"doc_id\":3,\"iterations\":1,");
    assertThat(run.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void samplesMayComeFromSeveralThreads() throws Exception {
    Path run = temp.resolve("run");
    try (RunWriter writer = RunWriter.create(run, false)) {
      List<Thread> threads = new ArrayList<>();
      for (int doc = 0; doc < 4; doc++) {
        int docId = doc;
        Thread thread =
            new Thread(
                () -> {
                  for (int r = 1; r <= 200; r++) {
                    writer.append(
                        new Sample(SampleId.of("hellaswag", docId, r), new Failed("e" + r)));
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      try (Stream<Sample> samples =
          writer.finish(ExampleRun.manifest(), List.of(), Map.of()).samples()) {
        assertThat(samples).hasSize(800);
      }
    }
  }

  @Test
  void finishedRunIsRefusedUnlessItMayBeOverwritten() {
    Path run = ExampleRun.write(temp.resolve("run"), ExampleRun.samples()).folder();
    assertThatThrownBy(() -> RunWriter.create(run, false))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            run + ": holds a finished run; choose another folder, or overwrite it (--overwrite)");
    RunWriter.create(run, true).close();
    assertThat(run.toFile().list()).containsExactly("journal");
  }

  @Test
  void unfinishedRunIsRefusedUnlessItMayBeOverwritten() {
    Path run = temp.resolve("run");
    RunWriter.create(run, false).close();
    assertThatThrownBy(() -> RunWriter.create(run, false))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            run
                + ": holds an unfinished run; choose another folder, or overwrite it (--overwrite)");
    RunWriter.create(run, true).close();
  }

  @Test
  void folderWithOtherFilesIsRefusedEvenWithOverwriting() throws IOException {
    Path run = Files.createDirectory(temp.resolve("run"));
    Files.writeString(run.resolve("thesis.tex"), "");
    assertThatThrownBy(() -> RunWriter.create(run, true))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(run + ": holds thesis.tex, which is no run's; choose a new or empty folder");
    assertThat(run.resolve("thesis.tex")).exists();
  }

  @Test
  void overwritingLeavesFilesThatAreNoRuns() throws IOException {
    Path run = ExampleRun.write(temp.resolve("run"), ExampleRun.samples()).folder();
    Files.writeString(run.resolve("notes.md"), "");
    RunWriter.create(run, true).close();
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("journal", "notes.md");
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> RunWriter.create(file, false))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(file + ": is a file; name a new or empty folder for the run");
    assertThatThrownBy(() -> RunWriter.create(file.resolve("run"), false))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(file.resolve("run") + ": no run can be written here: ");
  }

  @Test
  void sampleThatComesTwiceIsRefusedAndTheJournalStays() {
    Path run = temp.resolve("run");
    try (RunWriter writer = RunWriter.create(run, false)) {
      writer.append(new Sample(SampleId.of("gsm8k", 7, 2), new Failed("first")));
      writer.append(new Sample(SampleId.of("gsm8k", 7, 2), new Failed("second")));
      assertThatThrownBy(() -> writer.finish(ExampleRun.manifest(), List.of(), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("docId=7, iterations=2");
    }
    assertThat(run.resolve("journal/samples.jsonl")).exists();
    assertThat(run.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void sampleOfATaskThatTheManifestLacksIsRefused() {
    try (RunWriter writer = RunWriter.create(temp.resolve("run"), false)) {
      writer.append(new Sample(SampleId.of("mbpp", 0, 1), new Failed("e")));
      assertThatThrownBy(() -> writer.finish(ExampleRun.manifest(), List.of(), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("samples of [mbpp] in a run of the tasks [hellaswag, gsm8k, humaneval]");
    }
  }

  @Test
  void loneSurrogateIsWrittenAsAQuestionMark() {
    Sample broken =
        new Sample(
            SampleId.of("gsm8k", 0, 1),
            new Scored(Map.of(), new Generation("a\uD83Db", Map.of()), "1"));
    try (Stream<Sample> samples =
        ExampleRun.write(temp.resolve("run"), List.of(broken)).samples()) {
      assertThat(samples)
          .containsExactly(
              new Sample(
                  SampleId.of("gsm8k", 0, 1),
                  new Scored(Map.of(), new Generation("a?b", Map.of()), "1")));
    }
  }
}
