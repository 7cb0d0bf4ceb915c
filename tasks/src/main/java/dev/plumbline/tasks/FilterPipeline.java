package dev.plumbline.tasks;

import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.PythonFunction;
import java.util.List;
import java.util.Objects;

/**
 * A named way from a document's generations to an answer, as lm-evaluation-harness goes it: each
 * step makes another value of the one before, which begins as the list of generations: one, unless
 * the task {@code repeats}.
 */
record FilterPipeline(String name, List<FilterStep> steps) {
  /** The filter's name where a task defines no filters. */
  static final String NONE = "none";

  FilterPipeline {
    Objects.requireNonNull(name, "name");
    steps = List.copyOf(steps);
  }

  /** Where a task defines no filters. */
  static FilterPipeline none() {
    return new FilterPipeline(NONE, List.of(new FilterStep.TakeFirst()));
  }

  /** The Python functions among its steps. */
  List<PythonFunction> functions() {
    return steps.stream()
        .flatMap(step -> step.batched().stream())
        .map(FilterStep.CallFunction::function)
        .toList();
  }

  /** A metric of the answers that this filter takes. */
  Score score(String metric) {
    return name.equals(NONE) ? Score.of(metric) : new Score(metric, name);
  }

  /** Whether a generation may turn out to have no answer. */
  boolean searches() {
    return steps.stream().anyMatch(FilterStep::searches);
  }

  /** How many generations it takes at least. */
  int needs() {
    return steps.stream().mapToInt(FilterStep::needs).max().orElse(1);
  }

  Filtered apply(List<String> generations, Doc doc) {
    Filtered filtered = new Filtered(generations, false);
    for (FilterStep step : steps) {
      filtered = step.apply(filtered, doc);
    }
    return filtered;
  }
}
