package dev.plumbline.results;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import java.util.List;

/**
 * Which curves are looked at, by their names.
 *
 * @param tasks empty for all
 * @param metrics empty for all; a metric, which stands for all of its filters, or {@code
 *     metric,filter}
 */
public record CurveSelection(List<String> tasks, List<String> metrics) {
  /** Every curve. */
  public static final CurveSelection ALL = new CurveSelection(List.of(), List.of());

  public CurveSelection {
    tasks = List.copyOf(tasks);
    metrics = List.copyOf(metrics);
  }

  public boolean isAll() {
    return tasks.isEmpty() && metrics.isEmpty();
  }

  public boolean admits(CurveId curve) {
    return (tasks.isEmpty() || tasks.contains(curve.task()))
        && (metrics.isEmpty() || metrics.stream().anyMatch(name -> isNameOf(name, curve.score())));
  }

  static boolean isNameOf(String name, Score score) {
    return name.equals(score.metric()) || name.equals(score.key());
  }
}
