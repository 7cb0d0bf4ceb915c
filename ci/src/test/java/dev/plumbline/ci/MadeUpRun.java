package dev.plumbline.ci;

import dev.plumbline.results.Answer.Generation;
import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.DocumentLine.Request.GenerateUntil;
import dev.plumbline.results.DocumentLine.Request.Loglikelihood;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Scored;
import dev.plumbline.results.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    List<DocumentLine> asked = new ArrayList<>();
    List<Usage> usage = new ArrayList<>();
    try (RunWriter writer = RunWriter.create(folder, true)) {
      for (String task : List.of("sums", "facts")) {
        for (int r : DEPTHS) {
          usage.add(new Usage(task, r, flopsPerToken * r, 1000, secondsPerToken * 1000 * r));
        }
        for (int docId = 0; docId < documents; docId++) {
          asked.add(document(task, docId));
          for (int r : DEPTHS) {
            writer.append(sample(task, docId, r));
          }
        }
      }
      return writer.finish(manifest(), asked, usage);
    }
  }

  private DocumentLine document(String task, int docId) {
    String context = "Question " + docId + ": " + question + "\nAnswer:";
    return task.equals("sums")
        ? new DocumentLine(task, docId, context, new GenerateUntil(List.of("\n")), "4")
        : new DocumentLine(task, docId, context, new Loglikelihood(List.of(" four", " five")), "0");
  }

  private Sample sample(String task, int docId, int r) {
    double score = scores.of(task, docId, r);
    if (Double.isNaN(score)) {
      return new Sample(task, docId, r, new Failed("no number came out"));
    }
    return task.equals("sums")
        ? new Sample(
            task,
            docId,
            r,
            new Scored(
                Map.of("exact_match,strict", score),
                new Generation(" so it is", Map.of("strict", score == 1 ? "4" : wrong)),
                "4"))
        : new Sample(
            task,
            docId,
            r,
            new Scored(
                Map.of("acc", score),
                new MultipleChoice(
                    score == 1 ? List.of(-1f, -2f) : List.of(-2f, -1f), List.of(false, false)),
                "0"));
  }

  private Manifest manifest() {
    return new Manifest(
        "plumbline sweep",
        Instant.EPOCH,
        Instant.EPOCH,
        7,
        DEPTHS,
        new Manifest.Bundle(bundle, "ab".repeat(32)),
        List.of(
            new Manifest.Task("sums", version, Map.of("sums.jsonl", "cd".repeat(32)), documents, 0),
            new Manifest.Task(
                "facts", version, Map.of("facts.jsonl", "ef".repeat(32)), documents, 0)),
        new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "a processor"),
        Map.of("model", "/home/someone/model", "limit", documents));
  }
}
