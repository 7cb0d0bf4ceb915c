package dev.plumbline.results.published;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A run's curves beside those of a reference that are of the same task and metric. Nothing is
 * tested: a published mean comes without its documents.
 *
 * @param run its folder, as it was given
 * @param pairs in the run's order; none where the reference has no curve of the run's tasks
 */
public record BesideReference(String run, Reference reference, List<Pair> pairs) {

  /**
   * A curve of the run and one of the reference.
   *
   * @param label that marks the reference's, with its benchmark where several are of this curve
   * @param differences in what the two differ or may differ
   * @param rows each r of either, ascending
   */
  public record Pair(
      CurveId curve,
      String label,
      PublishedCurve published,
      List<Difference> differences,
      List<Row> rows) {

    /** Where it stands in its source, and what that says of how it was measured. */
    public String settings() {
      return published.place()
          + published.settings().entrySet().stream()
              .map(setting -> ", " + setting.getKey().key() + " " + setting.getValue())
              .collect(Collectors.joining());
    }
  }

  /**
   * One r.
   *
   * @param measured absent where the run has no such r
   * @param published from 0 to 1; absent where the reference has no such r
   */
  public record Row(SweepPoint point, Optional<CurvePoint> measured, OptionalDouble published) {

    /** Measured less published. */
    public OptionalDouble difference() {
      return measured.isPresent() && published.isPresent()
          ? OptionalDouble.of(measured.get().value() - published.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  public static BesideReference of(Run run, Reference reference) {
    List<Pair> pairs = new ArrayList<>();
    CurvePoint.byCurve(run.curves())
        .forEach(
            (curve, points) -> {
              List<PublishedCurve> same =
                  reference.curves().stream().filter(published -> published.isOf(curve)).toList();
              for (PublishedCurve published : same) {
                pairs.add(
                    new Pair(
                        curve,
                        reference.label() + (same.size() > 1 ? ", " + published.benchmark() : ""),
                        published,
                        DifferentSettings.of(run.manifest(), curve, reference, published),
                        rows(points, published)));
              }
            });
    return new BesideReference(run.folder().toString(), reference, List.copyOf(pairs));
  }

  private static List<Row> rows(List<CurvePoint> points, PublishedCurve published) {
    Map<SweepPoint, CurvePoint> measured =
        points.stream().collect(Collectors.toMap(CurvePoint::point, point -> point));
    Map<SweepPoint, Double> fractions = new TreeMap<>();
    published.fractions().forEach((r, value) -> fractions.put(SweepPoint.fixed(r), value));
    TreeSet<SweepPoint> all = new TreeSet<>(measured.keySet());
    all.addAll(fractions.keySet());
    return all.stream()
        .map(
            point ->
                new Row(
                    point,
                    Optional.ofNullable(measured.get(point)),
                    fractions.containsKey(point)
                        ? OptionalDouble.of(fractions.get(point))
                        : OptionalDouble.empty()))
        .toList();
  }

  /** What to say where there is nothing to show: which curves the reference has. */
  public Optional<String> nothing() {
    return pairs.isEmpty()
        ? Optional.of(
            "%s has no curve of the tasks and metrics of %s; it has %s"
                .formatted(
                    reference.name(),
                    run,
                    reference.curves().stream()
                        .map(PublishedCurve::name)
                        .distinct()
                        .collect(Collectors.joining(", "))))
        : Optional.empty();
  }
}
