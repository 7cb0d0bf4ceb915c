package dev.plumbline.ci;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Generation;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs whose scores a test decides: {@code sums} is generated and has an exact match with a filter,
 * {@code facts} chooses and has an accuracy; both at r = 1, 4 and 16.
 */
public final class MadeUpRun {
  static final List<Integer> DEPTHS = List.of(1, 4, 16);
  static final String SUMS = "sums:exact_match,strict";
  static final String FACTS = "facts:acc";

  /** What a document scores; NaN for one that fails. */
  public interface Scores {
    double of(String task, int docId, int iterations);
  }

  private final Scores scores;
  private int documents = 60;
  private String version = "1.0";
  private String question = "2+2?";
  private double secondsPerToken = 0.001;
  private double flopsPerToken = 1000;
  private String bundle = "tiny";
  private String wrong = "5";

  private MadeUpRun(Scores scores) {
    this.scores = scores;
  }

  public static MadeUpRun scoring(Scores scores) {
    return new MadeUpRun(scores);
  }

  /** Right for documents below 20, 40 and 50 of 60, at r = 1, 4 and 16; facts for 50 at once. */
  public static double usual(String task, int docId, int iterations) {
    int right = task.equals("facts") ? 50 : iterations == 1 ? 20 : iterations == 4 ? 40 : 50;
    return docId < right ? 1 : 0;
  }

  MadeUpRun documents(int count) {
    documents = count;
    return this;
  }

  MadeUpRun version(String taskVersion) {
    version = taskVersion;
    return this;
  }

  MadeUpRun asking(String text) {
    question = text;
    return this;
  }

  MadeUpRun seconds(double perToken) {
    secondsPerToken = perToken;
    return this;
  }

  MadeUpRun flops(double perToken) {
    flopsPerToken = perToken;
    return this;
  }

  /** What the filter makes of a wrong answer. */
  MadeUpRun saying(String answer) {
    wrong = answer;
    return this;
  }

  MadeUpRun bundle(String name) {
    bundle = name;
    return this;
  }

  public Run write(Path folder) {
    List<Question> asked = new ArrayList<>();
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    try (RunWriter writer = RunWriter.create(folder, true)) {
      for (String task : List.of("sums", "facts")) {
        for (int r : DEPTHS) {
          costs.put(
              new TaskPoint(task, SweepPoint.fixed(r)),
              new Cost(flopsPerToken * r, 1000, secondsPerToken * 1000 * r));
        }
        for (int docId = 0; docId < documents; docId++) {
          asked.add(document(task, docId));
          for (int r : DEPTHS) {
            writer.append(sample(task, docId, r));
          }
        }
      }
      return writer.finish(manifest(), asked, costs);
    }
  }

  private Question document(String task, int docId) {
    String context = "Question " + docId + ": " + question + "\nAnswer:";
    return task.equals("sums")
        ? new Question(
            new GenerateUntil(
                new DocumentId(task, docId), context, List.of("\n"), Optional.empty(), ""),
            "4")
        : new Question(
            new Loglikelihoods(new DocumentId(task, docId), context, List.of(" four", " five")),
            "0");
  }

  private Sample sample(String task, int docId, int r) {
    double score = scores.of(task, docId, r);
    if (Double.isNaN(score)) {
      return new Sample(SampleId.of(task, docId, r), new Failed("no number came out"));
    }
    return task.equals("sums")
        ? new Sample(
            SampleId.of(task, docId, r),
            new Scored(
                Map.of(Score.parse("exact_match,strict"), score),
                new Generation(" so it is", Map.of("strict", score == 1 ? "4" : wrong)),
                "4"))
        : new Sample(
            SampleId.of(task, docId, r),
            new Scored(
                Map.of(Score.parse("acc"), score),
                new Choice(
                    score == 1 ? List.of(-1f, -2f) : List.of(-2f, -1f), List.of(false, false)),
                "0"));
  }

  private Manifest manifest() {
    return new Manifest(
        "plumbline sweep",
        Instant.EPOCH,
        Instant.EPOCH,
        7,
        Sweep.of(DEPTHS).points(),
        new Manifest.Bundle(bundle, "ab".repeat(32)),
        List.of(
            new Manifest.Task("sums", version, Map.of("sums.jsonl", "cd".repeat(32)), documents, 0),
            new Manifest.Task(
                "facts", version, Map.of("facts.jsonl", "ef".repeat(32)), documents, 0)),
        new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "a processor"),
        new Configuration(Map.of("model", "/home/someone/model", "limit", documents)));
  }
}
