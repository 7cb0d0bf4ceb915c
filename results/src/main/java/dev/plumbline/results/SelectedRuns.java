package dev.plumbline.results;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs of which some curves alone are looked at. */
public final class SelectedRuns {

  /**
   * The runs with these curves alone.
   *
   * @throws PlumblineException if no run has a curve of a name, or a run has none of the curves
   */
  public static List<Run> of(List<Run> runs, CurveSelection selection) {
    if (selection.isAll()) {
      return runs;
    }
    Set<CurveId> known = new LinkedHashSet<>();
    runs.forEach(run -> known.addAll(curves(run)));
    for (String task : selection.tasks()) {
      if (known.stream().noneMatch(curve -> curve.task().equals(task))) {
        throw new PlumblineException(
            "no task '%s' in %s; there are %s"
                .formatted(task, folders(runs), names(known, CurveId::task)));
      }
    }
    for (String metric : selection.metrics()) {
      if (known.stream().noneMatch(curve -> CurveSelection.isNameOf(metric, curve.score()))) {
        throw new PlumblineException(
            "no metric '%s' in %s; there are %s; give --metric METRIC or METRIC,FILTER once for each"
                .formatted(metric, folders(runs), names(known, c -> "'" + c.score().key() + "'")));
      }
    }
    List<Run> selected = new ArrayList<>();
    for (Run run : runs) {
      if (curves(run).stream().noneMatch(selection::admits)) {
        throw new PlumblineException(
            "%s: has no curve of these tasks and metrics; it has %s"
                .formatted(run.folder(), names(curves(run), CurveId::toString)));
      }
      selected.add(run.only(selection));
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

  private SelectedRuns() {}
}
