package dev.plumbline.protocol;

import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Outcome.Unparsed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of one document at one point of a sweep. Maps keep the order they are given in, and
 * that order is written: build them in the task's order.
 */
public sealed interface Outcome {

  /** Empty where nothing was measured, as for a failed sample. */
  Map<Score, Double> metrics();

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(
      Function<Scored, R> scored, Function<Unparsed, R> unparsed, Function<Failed, R> failed);

  /** What was judged; absent for a failed sample. */
  default Optional<Response> response() {
    return match(
        scored -> Optional.of(scored.given()),
        unparsed -> Optional.of(unparsed.given()),
        failed -> Optional.empty());
  }

  /**
   * The answer was judged.
   *
   * @param metrics empty for a code task whose programs were not executed
   */
  record Scored(Map<Score, Double> metrics, Response given, String target) implements Outcome {
    public Scored {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    @Override
    public <R> R match(
        Function<Scored, R> scored, Function<Unparsed, R> unparsed, Function<Failed, R> failed) {
      return scored.apply(this);
    }
  }

  /**
   * No filter found an answer in the generation. It counts with its metrics, usually 0, as in
   * lm-evaluation-harness, but can be told from a wrong answer.
   */
  record Unparsed(Map<Score, Double> metrics, Response given, String target) implements Outcome {
    public Unparsed {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    @Override
    public <R> R match(
        Function<Scored, R> scored, Function<Unparsed, R> unparsed, Function<Failed, R> failed) {
      return unparsed.apply(this);
    }
  }

  /**
   * There is no answer to judge. A failed sample enters no mean; the manifest counts it.
   *
   * @param error one line on what went wrong
   */
  record Failed(String error) implements Outcome {
    @Override
    public Map<Score, Double> metrics() {
      return Map.of();
    }

    @Override
    public <R> R match(
        Function<Scored, R> scored, Function<Unparsed, R> unparsed, Function<Failed, R> failed) {
      return failed.apply(this);
    }
  }
}
