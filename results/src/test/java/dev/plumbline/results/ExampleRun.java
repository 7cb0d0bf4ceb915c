package dev.plumbline.results;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Outcome.Unparsed;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small run with every kind of line, in no good order. */
final class ExampleRun {

  static Run write(Path folder, List<Sample> samples) {
    try (RunWriter writer = RunWriter.create(folder, false)) {
      samples.forEach(writer::append);
      return writer.finish(manifest(), documents(), costs());
    }
  }

  static List<Sample> samples() {
    return List.of(
        new Sample(
            SampleId.of("gsm8k", 1, 8),
            new Unparsed(exactMatch(0, 0), generation("no idea", "[invalid]"), "5")),
        new Sample(
            SampleId.of("hellaswag", 0, 8),
            new Scored(
                scores("acc", 1.0, "acc_norm", 0.0),
                new Choice(
                    List.of(-41.2f, -96.87049f, -5.684342E-14f, -16777216f),
                    List.of(false, false, true, false)),
                "3")),
        new Sample(
            SampleId.of("hellaswag", 0, 1),
            new Scored(
                scores("acc", 0.0, "acc_norm", 0.0),
                new Choice(
                    List.of(-50f, -60.5f, -70.25f, -80.125f), List.of(false, false, false, false)),
                "3")),
        new Sample(
            SampleId.of("gsm8k", 1, 1), new Failed("the answer is not finite: NaN at position 7")),
        new Sample(
            SampleId.of("gsm8k", 0, 1),
            new Scored(
                exactMatch(0, 1),
                generation("Natalia sold 48/2 = 24\n#### 72\tclips", "72"),
                "72")),
        new Sample(
            SampleId.of("gsm8k", 0, 8),
            new Scored(
                exactMatch(1, 1),
                generation("\"½\" \\ ← 日本 \uD83D\uDE00 </script>\u2028", "72"),
                "72")),
        new Sample(
            SampleId.of("humaneval", 0, 1),
            new Scored(Map.of(), new Generation("    return 1\n", Map.of()), "check(f)")));
  }

  static List<Question> documents() {
    return List.of(
        new Question(
            new GenerateUntil(
                new DocumentId("humaneval", 0),
                "def f():\n",
                List.of("\nclass", "\ndef"),
                Optional.empty(),
                ""),
            "check(f)"),
        new Question(
            new GenerateUntil(
                new DocumentId("gsm8k", 1),
                "Question: 2+3?\nAnswer:",
                List.of("Question:"),
                Optional.empty(),
                ""),
            "5"),
        new Question(
            new GenerateUntil(
                new DocumentId("gsm8k", 0),
                "Question: 48+24?\nAnswer:",
                List.of("Question:"),
                Optional.empty(),
                ""),
            "72"),
        new Question(
            new Loglikelihoods(
                new DocumentId("hellaswag", 0), "A man", List.of(" a", " b", " c", " d")),
            "3"));
  }

  static Map<TaskPoint, Cost> costs() {
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    costs.put(at("hellaswag", 1), new Cost(123_456_789, 1_234, 0.25));
    costs.put(at("hellaswag", 8), new Cost(1_987_654_321.5, 1_234, 1.0 / 3));
    costs.put(at("gsm8k", 1), new Cost(123_456_789, 98_765_432_100L, 1e-7));
    return costs;
  }

  static TaskPoint at(String task, int iterations) {
    return new TaskPoint(task, SweepPoint.fixed(iterations));
  }

  static Manifest manifest() {
    return new Manifest(
        "plumbline sweep --tasks hellaswag,gsm8k --iterations 1,8 --out run",
        Instant.parse("2026-11-24T03:39:03.250Z"),
        Instant.parse("2026-11-24T03:41:00Z"),
        1234,
        Sweep.of(List.of(1, 8)).points(),
        new Manifest.Bundle("tiny-raven", "ab".repeat(32)),
        List.of(
            new Manifest.Task(
                "hellaswag", "1.0", Map.of("validation.jsonl", "cd".repeat(32)), 1, 0),
            new Manifest.Task("gsm8k", "3.0", Map.of("test.jsonl", "ef".repeat(32)), 2, 1),
            new Manifest.Task("humaneval", "1.0", Map.of("test.jsonl", "12".repeat(32)), 1, 0)),
        new Manifest.Versions(
            "0.1.0", "1.29.0", "17.0.15+6", "Linux 6.1 amd64", "AMD EPYC 7B13, 2 cores"),
        new Configuration(ordered("limit", 2, "init", "zero")));
  }

  private static Generation generation(String text, String flexible) {
    return new Generation(text, ordered("strict-match", "[invalid]", "flexible-extract", flexible));
  }

  private static Map<Score, Double> exactMatch(double strict, double flexible) {
    return scores("exact_match,strict-match", strict, "exact_match,flexible-extract", flexible);
  }

  private static Map<Score, Double> scores(String a, double first, String b, double second) {
    Map<Score, Double> scores = new LinkedHashMap<>();
    scores.put(Score.parse(a), first);
    scores.put(Score.parse(b), second);
    return scores;
  }

  private static <V> Map<String, V> ordered(String a, V first, String b, V second) {
    Map<String, V> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private ExampleRun() {}
}
