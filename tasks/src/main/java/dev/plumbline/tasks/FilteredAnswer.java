package dev.plumbline.tasks;

import dev.plumbline.tasks.python.PythonText;
import java.util.Arrays;
import java.util.List;

/**
 * What a filter took from a generation, with all that metrics need.
 *
 * @param targets the right answers as texts, any of which counts
 * @param gold what {@code doc_to_target} gives
 */
record FilteredAnswer(Filtered filtered, List<String> targets, Object gold) {
  /**
   * The answer as a text.
   *
   * @throws dev.plumbline.protocol.PlumblineException where the filter left none
   */
  String text() {
    return filtered.text();
  }

  /** The right answer, of which {@link GenerateUntil} has seen that it is one. */
  String onlyTarget() {
    return targets.get(0);
  }

  /** The right answer and the given one, as Python functions take them. */
  List<Object> pair() {
    return Arrays.asList(golden(), filtered.value());
  }

  /** As lm-evaluation-harness has it, a text where the answer is one. */
  Object golden() {
    return filtered.value() instanceof String && !(gold instanceof List<?>)
        ? PythonText.str(gold)
        : gold;
  }
}
