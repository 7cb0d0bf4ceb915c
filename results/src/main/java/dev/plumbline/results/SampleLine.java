package dev.plumbline.results;

import static dev.plumbline.results.JsonLines.require;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.GatedToken;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Response.Attempt;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of {@code samples.jsonl}; the order of the fields is the order of the keys, and what is
 * {@code null} has none.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class SampleLine implements JsonLines.Line<Sample> {
  private static final String SCORED = "scored";
  private static final String UNPARSED = "unparsed";
  private static final String FAILED = "failed";

  private String task;
  private Integer docId;
  private SweepPoint iterations;
  private String outcome;
  private Map<Score, Double> metrics;
  private Map<Score, Part> parts;
  private List<Float> loglikelihoods;
  private List<Boolean> greedy;

  /** In a finished run only what does not follow from the question, see {@link Choices}. */
  private Map<Score, Integer> chosen;

  private String generation;
  private List<String> others;
  private Map<String, String> filtered;
  private Boolean passed;
  private String verdict;
  private List<String> flags;
  private List<Attempt> attempts;
  private String target;
  private String error;

  /** In the journal alone, as is what follows; a finished run has files of their own for them. */
  private List<List<GatedToken>> gated;

  private List<List<ExitedToken>> exited;

  static SampleLine of(Sample sample) {
    SampleLine line = new SampleLine();
    line.task = sample.task();
    line.docId = sample.document().number();
    line.iterations = sample.point();
    return sample
        .outcome()
        .match(
            scored -> line.judged(SCORED, scored, scored.given(), scored.target()),
            unparsed -> line.judged(UNPARSED, unparsed, unparsed.given(), unparsed.target()),
            failed -> line.failed(failed.error()));
  }

  private SampleLine failed(String why) {
    outcome = FAILED;
    error = why;
    return this;
  }

  private SampleLine judged(String how, Outcome measured, Response given, String rightAnswer) {
    outcome = how;
    metrics = measured.metrics();
    parts = measured.parts().isEmpty() ? null : measured.parts();
    target = rightAnswer;
    return given.match(
        this::choice,
        g -> {
          others = g.others().isEmpty() ? null : g.others();
          return generation(g.text(), g.filtered());
        },
        p -> programs(p.attempts()));
  }

  private SampleLine choice(Response.Choice choice) {
    loglikelihoods = choice.loglikelihoods();
    greedy = choice.greedy();
    chosen = choice.chosen().isEmpty() ? null : choice.chosen();
    return this;
  }

  private SampleLine generation(String text, Map<String, String> byFilter) {
    generation = text;
    filtered = byFilter;
    return this;
  }

  /** One program, the usual case, stands in the line itself. */
  private SampleLine programs(List<Attempt> all) {
    if (all.size() > 1) {
      attempts = all;
      return this;
    }
    Attempt only = all.get(0);
    passed = only.passed();
    verdict = only.verdict();
    flags = only.flags();
    return generation(only.generation(), only.filtered());
  }

  SampleLine with(Recorded recorded) {
    gated = recorded.gated().isEmpty() ? null : recorded.gated();
    exited = recorded.exited().isEmpty() ? null : recorded.exited();
    return this;
  }

  /** Leaves out of {@code chosen} what {@link Choices} tells without it. */
  SampleLine beside(Question question) {
    if (chosen != null) {
      Map<Score, Integer> others = new LinkedHashMap<>(chosen);
      others
          .entrySet()
          .removeIf(
              choice ->
                  choice.getValue() == Choices.derived(question, loglikelihoods, choice.getKey()));
      chosen = others.isEmpty() ? null : others;
    }
    return this;
  }

  @Override
  public Sample read() {
    return new Sample(
        readId(),
        readOutcome(),
        new Recorded(gated == null ? List.of() : gated, exited == null ? List.of() : exited));
  }

  private SampleId readId() {
    require(task, "task");
    if (require(docId, "doc_id") < 0) {
      throw new PlumblineException(
          "%s, document %d: documents count from 0".formatted(task, docId));
    }
    return new SampleId(new DocumentId(task, docId), require(iterations, "iterations"));
  }

  private Outcome readOutcome() {
    return switch (require(outcome, "outcome")) {
      case SCORED ->
          new Outcome.Scored(
              require(metrics, "metrics"),
              parts == null ? Map.of() : parts,
              readResponse(),
              require(target, "target"));
      case UNPARSED ->
          new Outcome.Unparsed(
              require(metrics, "metrics"),
              parts == null ? Map.of() : parts,
              readResponse(),
              require(target, "target"));
      case FAILED -> new Outcome.Failed(require(error, "error"));
      default ->
          throw new PlumblineException(
              "outcome '" + outcome + "' is none of scored, unparsed, failed");
    };
  }

  private Response readResponse() {
    if (attempts != null) {
      return new Response.Programs(attempts);
    }
    if (passed != null) {
      return new Response.Programs(
          List.of(
              new Attempt(
                  require(generation, "generation"),
                  require(filtered, "filtered"),
                  passed,
                  require(verdict, "verdict"),
                  require(flags, "flags"))));
    }
    return loglikelihoods == null
        ? new Response.Generation(
            require(generation, "generation"),
            require(filtered, "filtered"),
            others == null ? List.of() : others)
        : new Response.Choice(
            loglikelihoods, require(greedy, "greedy"), chosen == null ? Map.of() : chosen);
  }
}
