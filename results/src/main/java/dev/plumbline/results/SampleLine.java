package dev.plumbline.results;

import static dev.plumbline.results.JsonLines.require;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Answer.Attempt;
import dev.plumbline.results.Answer.Generation;
import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.Answer.Programs;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Scored;
import dev.plumbline.results.SampleOutcome.Unparsed;
import java.util.List;
import java.util.Map;

/** A line of {@code samples.jsonl}; the order of the components is the order of the keys. */
record SampleLine(
    String task,
    Integer docId,
    Integer iterations,
    String outcome,
    Map<String, Double> metrics,
    List<Float> loglikelihoods,
    List<Boolean> greedy,
    String generation,
    Map<String, String> filtered,
    Boolean passed,
    String verdict,
    List<String> flags,
    List<Answer.Attempt> attempts,
    String target,
    String error)
    implements JsonLines.Line<Sample> {

  private static final String SCORED = "scored";
  private static final String UNPARSED = "unparsed";
  private static final String FAILED = "failed";

  static SampleLine of(Sample sample) {
    if (sample.outcome() instanceof Scored scored) {
      return judged(sample, SCORED, scored.answer(), scored.target());
    }
    if (sample.outcome() instanceof Unparsed unparsed) {
      return judged(sample, UNPARSED, unparsed.answer(), unparsed.target());
    }
    String error = ((Failed) sample.outcome()).error();
    return new SampleLine(
        sample.task(),
        sample.docId(),
        sample.iterations(),
        FAILED,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        error);
  }

  private static SampleLine judged(Sample sample, String outcome, Answer answer, String target) {
    MultipleChoice choice = answer instanceof MultipleChoice m ? m : null;
    List<Attempt> attempts = answer instanceof Programs programs ? programs.attempts() : null;
    // One program, the usual case, stands in the line itself.
    Attempt only = attempts != null && attempts.size() == 1 ? attempts.get(0) : null;
    Generation generation =
        answer instanceof Generation g
            ? g
            : only == null ? null : new Generation(only.generation(), only.filtered());
    return new SampleLine(
        sample.task(),
        sample.docId(),
        sample.iterations(),
        outcome,
        sample.outcome().metrics(),
        choice == null ? null : choice.loglikelihoods(),
        choice == null ? null : choice.greedy(),
        generation == null ? null : generation.text(),
        generation == null ? null : generation.filtered(),
        only == null ? null : only.passed(),
        only == null ? null : only.verdict(),
        only == null ? null : only.flags(),
        only == null ? attempts : null,
        target,
        null);
  }

  @Override
  public Sample read() {
    return new Sample(
        require(task, "task"),
        require(docId, "doc_id"),
        require(iterations, "iterations"),
        readOutcome());
  }

  private SampleOutcome readOutcome() {
    return switch (require(outcome, "outcome")) {
      case SCORED ->
          new Scored(require(metrics, "metrics"), readAnswer(), require(target, "target"));
      case UNPARSED ->
          new Unparsed(require(metrics, "metrics"), readAnswer(), require(target, "target"));
      case FAILED -> new Failed(require(error, "error"));
      default ->
          throw new PlumblineException(
              "outcome '" + outcome + "' is none of scored, unparsed, failed");
    };
  }

  private Answer readAnswer() {
    if (attempts != null) {
      return new Programs(attempts);
    }
    if (passed != null) {
      return new Programs(
          List.of(
              new Attempt(
                  require(generation, "generation"),
                  require(filtered, "filtered"),
                  passed,
                  require(verdict, "verdict"),
                  require(flags, "flags"))));
    }
    return loglikelihoods == null
        ? new Generation(require(generation, "generation"), require(filtered, "filtered"))
        : new MultipleChoice(loglikelihoods, require(greedy, "greedy"));
  }
}
