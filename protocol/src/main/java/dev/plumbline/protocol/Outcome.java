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

  /** Of scores that are means over documents; empty where nothing was measured. */
  Map<Score, Double> metrics();

  /** Of all other scores; usually empty. */
  Map<Score, Part> parts();

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
  record Scored(Map<Score, Double> metrics, Map<Score, Part> parts, Response given, String target)
      implements Outcome {
    public Scored {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Of scores that are all means. */
    public Scored(Map<Score, Double> metrics, Response given, String target) {
      this(metrics, Map.of(), given, target);
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
  record Unparsed(Map<Score, Double> metrics, Map<Score, Part> parts, Response given, String target)
      implements Outcome {
    public Unparsed {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Of scores that are all means. */
    public Unparsed(Map<Score, Double> metrics, Response given, String target) {
      this(metrics, Map.of(), given, target);
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
    public Map<Score, Part> parts() {
      return Map.of();
    }

    @Override
    public <R> R match(
        Function<Scored, R> scored, Function<Unparsed, R> unparsed, Function<Failed, R> failed) {
      return failed.apply(this);
    }
  }
}
