package dev.plumbline.results;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Answer.MultipleChoice;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The outcome of one document at one r; one line of {@code samples.jsonl}.
 *
 * <p>A log-likelihood or metric that is NaN or infinite, which no average survives, is refused with
 * a {@link PlumblineException}: record such a sample as {@link SampleOutcome.Failed}.
 *
 * @param docId from 0, the document's place in its data set
 * @param iterations r, from 1
 */
public record Sample(String task, int docId, int iterations, SampleOutcome outcome) {
  public Sample {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(outcome, "outcome");
    if (docId < 0 || iterations < 1) {
      throw new PlumblineException(
          String.format(
              Locale.ROOT,
              "%s, document %d, r=%d: documents count from 0 and iterations from 1",
              task,
              docId,
              iterations));
    }
    for (Map.Entry<String, Double> metric : outcome.metrics().entrySet()) {
      requireFinite(task, docId, iterations, metric.getKey(), metric.getValue());
    }
    if (outcome.given().orElse(null) instanceof MultipleChoice choice) {
      for (int i = 0; i < choice.loglikelihoods().size(); i++) {
        String name = "log-likelihood of continuation " + i;
        requireFinite(task, docId, iterations, name, choice.loglikelihoods().get(i));
      }
    }
  }

  private static void requireFinite(
      String task, int docId, int iterations, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new PlumblineException(
          String.format(
              Locale.ROOT,
              "%s, document %d, r=%d: %s is %s; the model gives no usable numbers here, check"
                  + " its export",
              task,
              docId,
              iterations,
              name,
              value));
    }
  }
}
