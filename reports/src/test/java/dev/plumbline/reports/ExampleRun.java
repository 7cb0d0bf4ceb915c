package dev.plumbline.reports;

import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Scored;
import dev.plumbline.results.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A run of eight documents at two depths, one of whose samples failed with hostile text. */
final class ExampleRun {

  static Run write(Path folder) {
    Instant now = Instant.parse("2026-11-24T03:39:03Z");
    Manifest manifest =
        new Manifest(
            "plumbline sweep --tasks hellaswag --out 'a|b'",
            now,
            now,
            1234,
            List.of(1, 8),
            new Manifest.Bundle("tiny-`raven`", "ab".repeat(32)),
            List.of(new Manifest.Task("hellaswag", "1.0", Map.of("d", "cd".repeat(32)), 8, 2)),
            new Manifest.Versions("0.1.0", "1.29.0", "17.0.15+6", "Linux 6.1", "EPYC, 2 cores"),
            Map.of());
    try (RunWriter writer = RunWriter.create(folder, false)) {
      MultipleChoice answer = new MultipleChoice(List.of(-1f, -2f), List.of(true, false));
      for (int doc = 0; doc < 8; doc++) {
        for (int r : List.of(1, 8)) {
          double acc = doc < r ? 1 : 0;
          writer.append(
              doc == 7 && r == 8
                  ? new Sample(
                      "hellaswag", doc, r, new Failed("<img src=x onerror=alert(1)>\n# `|` @all"))
                  : new Sample("hellaswag", doc, r, new Scored(Map.of("acc", acc), answer, "0")));
        }
      }
      return writer.finish(manifest, List.of(), List.of(new Usage("hellaswag", 8, 5e6, 77, 0.5)));
    }
  }

  private ExampleRun() {}
}
