package dev.plumbline.reports;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** A run of eight documents at two depths, one of whose samples failed with hostile text. */
final class ExampleRun {

  static Run write(Path folder) {
    return write(folder, Optional.empty());
  }

  static Run write(Path folder, Optional<ModelFacts> model) {
    return write(folder, model, (doc, r) -> OptionalDouble.empty());
  }

  /**
   * With a second metric.
   *
   * @param norm the acc_norm of a document at an r; empty for none
   */
  static Run write(
      Path folder, Optional<ModelFacts> model, BiFunction<Integer, Integer, OptionalDouble> norm) {
    Instant now = Instant.parse("2026-11-24T03:39:03Z");
    Manifest manifest =
        new Manifest(
            "plumbline sweep --tasks hellaswag --out 'a|b'",
            now,
            now,
            1234,
            Sweep.of(List.of(1, 8)).points(),
            new Manifest.Bundle("tiny-`raven`", Optional.of("ab".repeat(32)), model),
            List.of(new Manifest.Task("hellaswag", "1.0", Map.of("d", "cd".repeat(32)), 8, 2)),
            new Manifest.Versions("0.1.0", "1.29.0", "17.0.15+6", "Linux 6.1", "EPYC, 2 cores"),
            new Configuration(Map.of()));
    try (RunWriter writer = RunWriter.create(folder, false)) {
      Choice answer = new Choice(List.of(-1f, -2f), List.of(true, false));
      for (int doc = 0; doc < 8; doc++) {
        for (int r : List.of(1, 8)) {
          Map<Score, Double> scores = new LinkedHashMap<>();
          scores.put(Score.parse("acc"), doc < r ? 1.0 : 0);
          norm.apply(doc, r).ifPresent(value -> scores.put(Score.parse("acc_norm"), value));
          writer.append(
              doc == 7 && r == 8
                  ? new Sample(
                      SampleId.of("hellaswag", doc, r),
                      new Failed("<img src=x onerror=alert(1)>\n# `|` @all"))
                  : new Sample(SampleId.of("hellaswag", doc, r), new Scored(scores, answer, "0")));
        }
      }
      return writer.finish(
          manifest,
          List.of(),
          Map.of(new TaskPoint("hellaswag", SweepPoint.fixed(8)), new Cost(5e6, 77, 0.5)));
    }
  }

  private ExampleRun() {}
}
