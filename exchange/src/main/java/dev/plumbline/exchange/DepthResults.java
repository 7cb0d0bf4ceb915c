package dev.plumbline.exchange;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Answer;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome.Failed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run at one r, which is what a leaderboard takes for a result.
 *
 * @param tasks in the run's order
 */
public record DepthResults(Manifest manifest, int iterations, List<TaskResults> tasks) {
  public DepthResults {
    tasks = List.copyOf(tasks);
  }

  private record Place(String task, int docId) {}

  /**
   * Reads what a run has at one r.
   *
   * @param facts the tasks wanted, with what is known of them
   * @throws PlumblineException if the run was not asked at this r, or a sample failed: a
   *     leaderboard has no place for a missing answer, and a mean over the others is another
   *     benchmark
   */
  public static DepthResults of(Run run, int iterations, Map<String, TaskFacts> facts) {
    if (!run.manifest().iterations().contains(iterations)) {
      throw new PlumblineException(
          "%s: has no r=%s, but %s"
              .formatted(run.folder(), iterations, run.manifest().iterations()));
    }
    Map<Place, DocumentLine> documents = new LinkedHashMap<>();
    try (Stream<DocumentLine> lines = run.documents()) {
      lines
          .filter(line -> facts.containsKey(line.task()))
          .forEach(line -> documents.put(new Place(line.task(), line.docId()), line));
    }
    Map<String, List<Judged>> judged = new LinkedHashMap<>();
    try (Stream<Sample> samples = run.samples()) {
      samples
          .filter(s -> s.iterations() == iterations && facts.containsKey(s.task()))
          .forEach(
              s ->
                  judged
                      .computeIfAbsent(s.task(), task -> new ArrayList<>())
                      .add(judged(run, s, documents.get(new Place(s.task(), s.docId())))));
    }
    List<CurvePoint> curves = run.curves();
    List<TaskResults> tasks = new ArrayList<>();
    for (Manifest.Task task : run.manifest().tasks()) {
      if (facts.containsKey(task.name()) && judged.containsKey(task.name())) {
        List<CurvePoint> scores =
            curves.stream()
                .filter(p -> p.task().equals(task.name()) && p.iterations() == iterations)
                .toList();
        tasks.add(new TaskResults(task, facts.get(task.name()), scores, judged.get(task.name())));
      }
    }
    if (tasks.isEmpty()) {
      throw new PlumblineException(
          "%s: has no samples at r=%s of %s".formatted(run.folder(), iterations, facts.keySet()));
    }
    return new DepthResults(run.manifest(), iterations, tasks);
  }

  private static Judged judged(Run run, Sample sample, DocumentLine document) {
    String where =
        "%s, document %s, r=%s".formatted(sample.task(), sample.docId(), sample.iterations());
    if (document == null) {
      throw new PlumblineException(run.folder() + ": " + where + ": is not in documents.jsonl");
    }
    if (sample.outcome() instanceof Failed failed) {
      throw new PlumblineException(
          "%s: %s has no answer (%s), and a submission has no place for a missing one; run it again, or leave the task out with --tasks"
              .formatted(run.folder(), where, failed.error()));
    }
    Answer answer = sample.outcome().given().orElseThrow();
    if (answer instanceof Answer.MultipleChoice choice
        && document.request() instanceof DocumentLine.Request.Loglikelihood request
        && choice.loglikelihoods().size() != request.continuations().size()) {
      throw new PlumblineException(
          "%s: %s has %s log-likelihoods for %s continuations"
              .formatted(
                  run.folder(),
                  where,
                  choice.loglikelihoods().size(),
                  request.continuations().size()));
    }
    if (answer instanceof Answer.MultipleChoice
        != document.request() instanceof DocumentLine.Request.Loglikelihood) {
      throw new PlumblineException(
          run.folder() + ": " + where + ": the answer does not fit what was asked");
    }
    return new Judged(document, answer, sample.outcome().metrics());
  }
}
