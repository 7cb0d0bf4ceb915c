package dev.plumbline.results;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.GatedToken;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import java.util.List;
import java.util.Objects;

/**
 * The outcome of one document at one point of a sweep; one line of {@code samples.jsonl}.
 *
 * <p>A log-likelihood or metric that is NaN or infinite, which no average survives, is refused with
 * a {@link PlumblineException}: record such a sample as {@link Outcome.Failed}.
 *
 * @param recorded what is written down of its tokens, for {@code gates.jsonl} and {@code
 *     steps.jsonl}
 */
public record Sample(SampleId id, Outcome outcome, Recorded recorded) {
  public Sample {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(outcome, "outcome");
    outcome.metrics().forEach((score, value) -> requireFinite(id, score.key(), value));
    outcome
        .parts()
        .forEach(
            (score, part) ->
                part.match(Part.Numbers::values, item -> List.<Double>of())
                    .forEach(value -> requireFinite(id, score.key(), value)));
    List<Float> loglikelihoods = outcome.response().map(Sample::loglikelihoods).orElse(List.of());
    for (int i = 0; i < loglikelihoods.size(); i++) {
      requireFinite(id, "log-likelihood of continuation " + i, loglikelihoods.get(i));
    }
    for (List<GatedToken> tokens : recorded.gated()) {
      for (GatedToken token : tokens) {
        requireFinite(id, "log-likelihood of token " + token.token(), token.logprob());
        token.gate().forEach(value -> requireFinite(id, "gate of " + token.token(), value));
      }
    }
  }

  public Sample(SampleId id, Outcome outcome) {
    this(id, outcome, Recorded.NONE);
  }

  public DocumentId document() {
    return id.document();
  }

  public String task() {
    return id.document().task();
  }

  public SweepPoint point() {
    return id.point();
  }

  private static List<Float> loglikelihoods(Response response) {
    return response.match(
        Response.Choice::loglikelihoods, generation -> List.of(), programs -> List.of());
  }

  private static void requireFinite(SampleId id, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new PlumblineException(
          "%s: %s is %s; the model gives no usable numbers here, check its export"
              .formatted(id, name, value));
    }
  }
}
