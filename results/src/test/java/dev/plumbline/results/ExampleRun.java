package dev.plumbline.results;

import dev.plumbline.results.Answer.Generation;
import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.DocumentLine.Request.GenerateUntil;
import dev.plumbline.results.DocumentLine.Request.Loglikelihood;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Scored;
import dev.plumbline.results.SampleOutcome.Unparsed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small run with every kind of line, in no good order. */
final class ExampleRun {

  static Run write(Path folder, List<Sample> samples) {
    try (RunWriter writer = RunWriter.create(folder, false)) {
      samples.forEach(writer::append);
      return writer.finish(manifest(), documents(), usage());
    }
  }

  static List<Sample> samples() {
    return List.of(
        new Sample(
            "gsm8k", 1, 8, new Unparsed(exactMatch(0, 0), generation("no idea", "[invalid]"), "5")),
        new Sample(
            "hellaswag",
            0,
            8,
            new Scored(
                ordered("acc", 1.0, "acc_norm", 0.0),
                new MultipleChoice(
                    List.of(-41.2f, -96.87049f, -5.684342E-14f, -16777216f),
                    List.of(false, false, true, false)),
                "3")),
        new Sample(
            "hellaswag",
            0,
            1,
            new Scored(
                ordered("acc", 0.0, "acc_norm", 0.0),
                new MultipleChoice(
                    List.of(-50f, -60.5f, -70.25f, -80.125f), List.of(false, false, false, false)),
                "3")),
        new Sample("gsm8k", 1, 1, new Failed("the answer is not finite: NaN at position 7")),
        new Sample(
            "gsm8k",
            0,
            1,
            new Scored(
                exactMatch(0, 1),
                generation("Natalia sold 48/2 = 24\n#### 72\tclips", "72"),
                "72")),
        new Sample(
            "gsm8k",
            0,
            8,
            new Scored(
                exactMatch(1, 1),
                generation("\"½\" \\ ← 日本 \uD83D\uDE00 </script>\u2028", "72"),
                "72")),
        new Sample(
            "humaneval",
            0,
            1,
            new Scored(Map.of(), new Generation("    return 1\n", Map.of()), "check(f)")));
  }

  static List<DocumentLine> documents() {
    return List.of(
        new DocumentLine(
            "humaneval",
            0,
            "def f():\n",
            new GenerateUntil(List.of("\nclass", "\ndef")),
            "check(f)"),
        new DocumentLine(
            "gsm8k", 1, "Question: 2+3?\nAnswer:", new GenerateUntil(List.of("Question:")), "5"),
        new DocumentLine(
            "gsm8k", 0, "Question: 48+24?\nAnswer:", new GenerateUntil(List.of("Question:")), "72"),
        new DocumentLine(
            "hellaswag", 0, "A man", new Loglikelihood(List.of(" a", " b", " c", " d")), "3"));
  }

  static List<Usage> usage() {
    return List.of(
        new Usage("hellaswag", 1, 123_456_789, 1_234, 0.25),
        new Usage("hellaswag", 8, 1_987_654_321.5, 1_234, 1.0 / 3),
        new Usage("gsm8k", 1, 123_456_789, 98_765_432_100L, 1e-7));
  }

  static Manifest manifest() {
    return new Manifest(
        "plumbline sweep --tasks hellaswag,gsm8k --iterations 1,8 --out run",
        Instant.parse("2026-11-24T03:39:03.250Z"),
        Instant.parse("2026-11-24T03:41:00Z"),
        1234,
        List.of(1, 8),
        new Manifest.Bundle("tiny-raven", "ab".repeat(32)),
        List.of(
            new Manifest.Task(
                "hellaswag", "1.0", Map.of("validation.jsonl", "cd".repeat(32)), 1, 0),
            new Manifest.Task("gsm8k", "3.0", Map.of("test.jsonl", "ef".repeat(32)), 2, 1),
            new Manifest.Task("humaneval", "1.0", Map.of("test.jsonl", "12".repeat(32)), 1, 0)),
        new Manifest.Versions(
            "0.1.0", "1.29.0", "17.0.15+6", "Linux 6.1 amd64", "AMD EPYC 7B13, 2 cores"),
        ordered("limit", 2, "init", "zero"));
  }

  private static Generation generation(String text, String flexible) {
    return new Generation(text, ordered("strict-match", "[invalid]", "flexible-extract", flexible));
  }

  private static Map<String, Double> exactMatch(double strict, double flexible) {
    return ordered("exact_match,strict-match", strict, "exact_match,flexible-extract", flexible);
  }

  private static <V> Map<String, V> ordered(String a, V first, String b, V second) {
    Map<String, V> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private ExampleRun() {}
}
