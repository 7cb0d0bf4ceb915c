package dev.plumbline.exchange;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import java.util.List;

/**
 * A task at one r.
 *
 * @param scores one per metric and filter, in the curves' order; empty for programs that were not
 *     executed
 * @param samples by document, at least one
 */
public record TaskResults(
    Manifest.Task task, TaskFacts facts, List<CurvePoint> scores, List<Judged> samples) {
  public TaskResults {
    scores = List.copyOf(scores);
    samples = List.copyOf(samples);
  }

  public String name() {
    return task.name();
  }

  /** As lm-evaluation-harness calls what was asked. */
  public String outputType() {
    return samples
        .get(0)
        .question()
        .request()
        .match(
            scored -> {
              if (scored.rolling()) {
                return "loglikelihood_rolling";
              }
              return scored.continuations().size() == 1 ? "loglikelihood" : "multiple_choice";
            },
            generate -> "generate_until");
  }

  /** Refuses a task that has nothing to publish. */
  public void requireScores() {
    if (scores.isEmpty()) {
      throw new PlumblineException(
          name() + ": has no scores, its programs were not executed; leave it out with --tasks");
    }
  }

  /** The score's value of one document. */
  public static double value(Judged sample, CurvePoint score) {
    Double value = sample.metrics().get(score.score());
    if (value == null) {
      throw new PlumblineException(
          "%s, document %s: has no number for %s: it is no mean over documents, which this format cannot hold, or curves.csv and samples.jsonl are not of one run"
              .formatted(score.task(), sample.number(), score.score()));
    }
    return value;
  }
}
