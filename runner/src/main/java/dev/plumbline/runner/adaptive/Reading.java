package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A prompt, which all sequences behind it read once at each point. */
final class Reading {
  private final List<Integer> context;
  private final Map<Rule, List<AdaptiveSequence>> sequences;
  private final Map<Rule, Work> work = new HashMap<>();

  Reading(List<Integer> context, Map<Rule, List<AdaptiveSequence>> sequences) {
    this.context = context;
    this.sequences = sequences;
  }

  List<Integer> context() {
    return context;
  }

  Map<Rule, List<AdaptiveSequence>> sequences() {
    return sequences;
  }

  /** The model has read it at a point. */
  void read(Course course) {
    work.put(course.rule(), course.work());
    sequences.get(course.rule()).forEach(sequence -> sequence.took(course, context.size()));
  }

  Work work(Rule rule) {
    return work.get(rule);
  }
}
