package dev.plumbline.reports;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.results.statistics.AgreeingScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Curves of runs without those that say the same as an earlier one.
 *
 * @param others by the curve that is shown, what it stands for
 */
record Agreements(List<Curve> shown, Map<CurveId, List<CurveId>> others) {

  static Agreements of(List<Curve> curves, AgreeingScores agreeing) {
    List<CurveId> all = curves.stream().map(Curve::id).toList();
    List<Curve> shown = new ArrayList<>();
    Map<CurveId, List<CurveId>> others = new LinkedHashMap<>();
    for (Curve curve : curves) {
      Optional<CurveId> by = agreeing.shownBy(curve.id(), all);
      if (by.isPresent()) {
        List<CurveId> same = others.computeIfAbsent(by.get(), id -> new ArrayList<>());
        if (!same.contains(curve.id())) {
          same.add(curve.id());
        }
      } else {
        shown.add(curve);
      }
    }
    return new Agreements(shown, others);
  }

  /** Those of a task. */
  Agreements of(String task) {
    Map<CurveId, List<CurveId>> own = new LinkedHashMap<>(others);
    own.keySet().removeIf(shown -> !shown.task().equals(task));
    return new Agreements(shown.stream().filter(curve -> curve.task().equals(task)).toList(), own);
  }

  /** What is said beneath a curve, a line for each that it stands for. */
  List<String> notes(Curve curve) {
    return others.getOrDefault(curve.id(), List.of()).stream()
        .map(other -> Agreement.note(other, curve.id()))
        .toList();
  }

  /** What is said beneath all. */
  List<String> sentences() {
    return others.entrySet().stream()
        .flatMap(shown -> shown.getValue().stream().map(o -> Agreement.sentence(o, shown.getKey())))
        .toList();
  }
}
