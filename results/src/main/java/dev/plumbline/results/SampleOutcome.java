package dev.plumbline.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one document at one r.
 *
 * <p>Metrics are keyed {@code metric} or {@code metric,filter}, such as {@code acc} or {@code
 * exact_match,strict-match}. Maps keep the order they are given in, and that order is written:
 * build them in the task's order.
 */
public sealed interface SampleOutcome {

  /** By metric; empty where nothing was measured, as for a failed sample. */
  Map<String, Double> metrics();

  /** What was judged; absent for a failed sample. */
  default Optional<Answer> given() {
    if (this instanceof Scored scored) {
      return Optional.of(scored.answer());
    }
    return this instanceof Unparsed unparsed ? Optional.of(unparsed.answer()) : Optional.empty();
  }

  /**
   * The answer was judged.
   *
   * @param metrics empty for a code task whose programs were not executed
   */
  record Scored(Map<String, Double> metrics, Answer answer, String target)
      implements SampleOutcome {
    public Scored {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }

  /**
   * No filter found an answer in the generation. It counts with its metrics, usually 0, as in
   * lm-evaluation-harness, but can be told from a wrong answer.
   */
  record Unparsed(Map<String, Double> metrics, Answer answer, String target)
      implements SampleOutcome {
    public Unparsed {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }

  /**
   * There is no answer to judge. A failed sample enters no mean; the manifest counts it.
   *
   * @param error one line on what went wrong
   */
  record Failed(String error) implements SampleOutcome {
    @Override
    public Map<String, Double> metrics() {
      return Map.of();
    }
  }
}
