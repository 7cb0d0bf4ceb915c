package dev.plumbline.tasks;

import java.util.List;

/**
 * What a filter took from a generation, with all that metrics need.
 *
 * @param targets the right answers, any of which counts
 */
record FilteredAnswer(String text, List<String> targets) {

  /** The right answer, of which {@link GenerateUntil} has seen that it is one. */
  String onlyTarget() {
    return targets.get(0);
  }
}
