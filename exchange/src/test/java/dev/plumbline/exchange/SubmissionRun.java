package dev.plumbline.exchange;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Outcome.Unparsed;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Attempt;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.Response.Programs;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
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
import java.util.OptionalInt;

/** A run at r = 1 and 4 with every kind of task, and texts that are hard to write. */
public final class SubmissionRun {
  private static final String HARD = "\"½\" \\ ← 日本 \uD83D\uDE00\t</script>\u2028 --- #";

  public static Run write(Path folder) {
    try (RunWriter writer = RunWriter.create(folder, false)) {
      for (int r : List.of(1, 4)) {
        writer.append(choice(0, r, -1.5f, -41.2f));
        writer.append(choice(1, r, -7e-6f, r == 1 ? -1e-6f : -16777216f));
        writer.append(generation(0, r, r == 4));
        writer.append(generation(1, r, false));
        writer.append(program(r));
      }
      return writer.finish(manifest(), documents(), costs());
    }
  }

  /** What is known of its tasks. */
  public static Map<String, TaskFacts> facts() {
    Map<String, TaskFacts> facts = new LinkedHashMap<>();
    facts.put("mc", TaskFacts.NONE);
    facts.put(
        "gen",
        new TaskFacts(
            Optional.of("example-org/sums"),
            Optional.of("test"),
            OptionalInt.of(5),
            Map.of("exact_match", true),
            Map.of(0, row("q", HARD), 1, row("q", 1.0e-7)),
            OptionalInt.of(20)));
    facts.put(
        "humaneval",
        new TaskFacts(
            Optional.of("openai/openai_humaneval"),
            Optional.of("test"),
            OptionalInt.of(0),
            Map.of("pass@1", true),
            Map.of(0, row("task_id", "HumanEval/0", "prompt", "def f():\n")),
            OptionalInt.of(164)));
    return facts;
  }

  public static DepthResults at(Run run, int iterations) {
    return DepthResults.of(run, SweepPoint.fixed(iterations), facts());
  }

  private static Map<String, Object> row(Object... keysAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      row.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return row;
  }

  private static Sample choice(int docId, int r, float first, float second) {
    double right = first > second ? 1 : 0;
    return new Sample(
        SampleId.of("mc", docId, r),
        new Scored(
            metrics("acc", right, "acc_norm", 1),
            new Choice(List.of(first, second), List.of(true, false)),
            "0"));
  }

  private static Sample generation(int docId, int r, boolean right) {
    Map<String, String> filtered = new LinkedHashMap<>();
    filtered.put("strict-match", right ? "72" : "[invalid]");
    filtered.put("flexible-extract", right ? "72" : "[invalid]");
    Map<Score, Double> metrics =
        metrics(
            "exact_match,strict-match",
            right ? 1 : 0,
            "exact_match,flexible-extract",
            right ? 1 : 0);
    Generation answer = new Generation(right ? "so 72 " + HARD : "no idea", filtered);
    return new Sample(
        SampleId.of("gen", docId, r),
        right ? new Scored(metrics, answer, "72") : new Unparsed(metrics, answer, "72"));
  }

  private static Sample program(int r) {
    Attempt attempt =
        new Attempt(
            "    return 1\n",
            Map.of("create_test", "def f():\n    return 1\n"),
            r == 4,
            r == 4 ? "passed" : "failed: AssertionError",
            List.of());
    return new Sample(
        SampleId.of("humaneval", 0, r),
        new Scored(
            Map.of(Score.parse("pass@1,create_test"), r == 4 ? 1.0 : 0.0),
            new Programs(List.of(attempt)),
            "check(f)"));
  }

  private static Map<Score, Double> metrics(String a, double first, String b, double second) {
    Map<Score, Double> metrics = new LinkedHashMap<>();
    metrics.put(Score.parse(a), first);
    metrics.put(Score.parse(b), second);
    return metrics;
  }

  private static List<Question> documents() {
    return List.of(
        new Question(
            new Loglikelihoods(new DocumentId("mc", 0), "A man", List.of(" walks", " flies")), "0"),
        new Question(
            new Loglikelihoods(new DocumentId("mc", 1), HARD, List.of(" yes", " no")), "0"),
        new Question(
            new GenerateUntil(
                new DocumentId("gen", 0),
                "48 + 24?\n",
                List.of("Q:", "\n\n"),
                Optional.empty(),
                ""),
            "72"),
        new Question(
            new GenerateUntil(
                new DocumentId("gen", 1), HARD, List.of("Q:", "\n\n"), Optional.empty(), ""),
            "72"),
        new Question(
            new GenerateUntil(
                new DocumentId("humaneval", 0),
                "def f():\n",
                List.of("\ndef"),
                Optional.empty(),
                ""),
            "check(f)"));
  }

  private static Map<TaskPoint, Cost> costs() {
    return Map.of(
        new TaskPoint("mc", SweepPoint.fixed(1)), new Cost(1000, 10, 0.5),
        new TaskPoint("mc", SweepPoint.fixed(4)), new Cost(2500, 10, 0.5));
  }

  private static Manifest manifest() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("model", "a/place/on/the/machine");
    configuration.put("init", "zero");
    configuration.put("limit", 2);
    configuration.put("max-gen-toks", 24);
    return new Manifest(
        "plumbline sweep --iterations 1,4",
        Instant.parse("2026-11-24T03:39:03.250Z"),
        Instant.parse("2026-11-24T03:41:00Z"),
        1234,
        Sweep.of(List.of(1, 4)).points(),
        new Manifest.Bundle("tiny-raven", "ab".repeat(32)),
        List.of(
            new Manifest.Task("mc", "1.0", Map.of("mc.jsonl", "cd".repeat(32)), 2, 0),
            new Manifest.Task("gen", "3.0", Map.of("test.jsonl", "ef".repeat(32)), 2, 1),
            new Manifest.Task("humaneval", "1.0", Map.of(), 1, 0)),
        new Manifest.Versions("0.1.0", "1.29.0", "17.0.15+6", "Linux 6.1 amd64", "EPYC, 2 cores"),
        new Configuration(configuration));
  }

  private SubmissionRun() {}
}
