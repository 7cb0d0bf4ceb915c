package dev.plumbline.results;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private static boolean isNameOf(String name, Score score) {
    return name.equals(score.metric()) || name.equals(score.key());
  }

  /**
   * The runs with these curves alone.
   *
   * @throws PlumblineException if no run has a curve of a name, or a run has none of the curves
   */
  public List<Run> of(List<Run> runs) {
    if (isAll()) {
      return runs;
    }
    Set<CurveId> known = new LinkedHashSet<>();
    runs.forEach(run -> known.addAll(curves(run)));
    for (String task : tasks) {
      if (known.stream().noneMatch(curve -> curve.task().equals(task))) {
        throw new PlumblineException(
            "no task '%s' in %s; there are %s"
                .formatted(task, folders(runs), names(known, CurveId::task)));
      }
    }
    for (String metric : metrics) {
      if (known.stream().noneMatch(curve -> isNameOf(metric, curve.score()))) {
        throw new PlumblineException(
            "no metric '%s' in %s; there are %s; give --metric METRIC or METRIC,FILTER once for each"
                .formatted(metric, folders(runs), names(known, c -> "'" + c.score().key() + "'")));
      }
    }
    List<Run> selected = new ArrayList<>();
    for (Run run : runs) {
      if (curves(run).stream().noneMatch(this::admits)) {
        throw new PlumblineException(
            "%s: has no curve of these tasks and metrics; it has %s"
                .formatted(run.folder(), names(curves(run), CurveId::toString)));
      }
      selected.add(run.only(this));
    }
    return List.copyOf(selected);
  }

  private static Set<CurveId> curves(Run run) {
    return CurvePoint.byCurve(run.curves()).keySet();
  }

  private static String folders(List<Run> runs) {
    return runs.stream().map(run -> run.folder().toString()).collect(Collectors.joining(", "));
  }

  private static String names(Collection<CurveId> curves, Function<CurveId, String> name) {
    return curves.isEmpty()
        ? "none"
        : curves.stream().map(name).distinct().collect(Collectors.joining(", "));
  }
}
