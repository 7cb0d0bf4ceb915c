package dev.plumbline.tasks;

import dev.plumbline.tasks.Metric.Accuracy;
import dev.plumbline.tasks.Metric.ExactMatch;
import dev.plumbline.tasks.Metric.GreedyMatch;
import dev.plumbline.tasks.python.PythonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges replies as lm-evaluation-harness 0.4.13 does ({@code process_results}). */
final class Judge {
  private final TaskDefinition task;

  Judge(TaskDefinition task) {
    this.task = task;
  }

  /**
   * @param choices without the delimiter before them
   * @param gold the indices of the right ones
   */
  Judgement choice(List<String> choices, List<Integer> gold, Reply.Loglikelihoods reply) {
    if (reply.loglikelihoods().size() != choices.size()
        || reply.greedy().size() != choices.size()) {
      throw new IllegalArgumentException(
          choices.size() + " choices, but " + reply.loglikelihoods().size() + " log-likelihoods");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Metric metric : task.metrics()) {
      boolean holds =
          metric instanceof Accuracy accuracy
              ? gold.contains(best(choices, reply.loglikelihoods(), accuracy.norm()))
              : metric instanceof GreedyMatch && gold.stream().anyMatch(reply.greedy()::get);
      metrics.put(metric.name(), holds ? 1.0 : 0.0);
    }
    return new Judgement(Map.of(), metrics, true);
  }

  /** The first of the greatest, where NaN is greater than all, as NumPy's argmax has it. */
  private static int best(List<String> choices, List<Double> loglikelihoods, Metric.Norm norm) {
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < choices.size(); i++) {
      double score = loglikelihoods.get(i) / length(choices.get(i), norm);
      if (Double.isNaN(score)) {
        return i;
      }
      if (score > greatest) {
        best = i;
        greatest = score;
      }
    }
    return best;
  }

  private static double length(String choice, Metric.Norm norm) {
    return switch (norm) {
      case NONE -> 1;
      case CHARACTERS -> PythonText.length(choice);
      case BYTES -> choice.getBytes(StandardCharsets.UTF_8).length;
    };
  }

  /**
   * @param targets the right answers, any of which counts
   */
  Judgement generation(Doc doc, List<String> targets, String generation) {
    Map<String, String> filtered = new LinkedHashMap<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    boolean searched = false;
    boolean found = false;
    for (FilterPipeline filter : task.filters()) {
      FilterPipeline.Filtered answer = filter.apply(generation, doc);
      filtered.put(filter.name(), answer.text());
      searched |= filter.searches();
      found |= filter.searches() && !answer.missed();
      for (Metric metric : task.metrics()) {
        if (metric instanceof ExactMatch match) {
          boolean holds = targets.stream().anyMatch(target -> match.holds(answer.text(), target));
          String key = new MetricKey(metric.name(), filter.name(), metric.higherIsBetter()).key();
          metrics.put(key, holds ? 1.0 : 0.0);
        }
      }
    }
    return new Judgement(filtered, metrics, found || !searched);
  }
}
