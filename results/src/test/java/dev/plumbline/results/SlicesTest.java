package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a run, made by several processes, are the run that one process makes. */
class SlicesTest {
  private static final List<TaskPoint> POINTS =
      List.of(
          ExampleRun.at("hellaswag", 1),
          ExampleRun.at("hellaswag", 8),
          ExampleRun.at("gsm8k", 1),
          ExampleRun.at("gsm8k", 8),
          ExampleRun.at("humaneval", 1));

  @TempDir private Path temp;

  /** All behind a prefix of 32 tokens, which each process has read for itself. */
  private static Usage usage(Sample sample) {
    int tokens = 10 + sample.id().hashCode() % 7;
    return new Usage(tokens, 100L * tokens, 32, sample.document().number() == 1);
  }

  private static void finish(RunWriter writer) {
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    for (TaskPoint point : POINTS) {
      Usage usage = writer.usage(point);
      double keys = (double) usage.allVisibleKeys() / usage.allTokens();
      costs.put(point, new Cost(1000 + keys, usage.allTokens(), 0));
    }
    assertThat(writer.truncated("gsm8k")).isEqualTo(1);
    writer.finish(ExampleRun.manifest(), ExampleRun.documents(), costs);
  }

  private Path whole() {
    Path folder = temp.resolve("whole");
    try (RunWriter writer = RunWriter.create(folder, false)) {
      ExampleRun.samples().forEach(sample -> writer.append(sample, usage(sample)));
      finish(writer);
    }
    return folder;
  }

  /** The journals of so many processes, which have taken the samples in turn. */
  private List<JournalEntry> slices(int count) throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    for (int slice = 0; slice < count; slice++) {
      Path folder = temp.resolve(count + "-" + slice);
      try (RunWriter writer = RunWriter.create(folder, false)) {
        for (int i = slice; i < ExampleRun.samples().size(); i += count) {
          Sample sample = ExampleRun.samples().get(i);
          writer.append(sample, usage(sample));
        }
      }
      JournalFile.read(
          folder.resolve(Run.JOURNAL).resolve(Run.SAMPLES),
          (entry, start, length) -> entries.add(entry));
    }
    return entries;
  }

  @Test
  void slicesInAnyOrderGiveTheBytesOfOneRun() throws IOException {
    Path whole = whole();
    for (int count : List.of(2, 3, 7)) {
      List<JournalEntry> entries = slices(count);
      Collections.shuffle(entries, new Random(count));
      Path merged = temp.resolve("merged-" + count);
      try (RunWriter writer = RunWriter.create(merged, false)) {
        SampleSink sink = writer;
        entries.forEach(entry -> sink.append(entry.sample(), entry.usage()));
        finish(writer);
      }
      for (String file :
          List.of(Run.SAMPLES, Run.DOCUMENTS, Run.CURVES, Run.TIMING, Run.MANIFEST)) {
        assertThat(merged.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
      }
    }
  }
}
