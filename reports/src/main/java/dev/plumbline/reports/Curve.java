package dev.plumbline.reports;

import dev.plumbline.results.CurvePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One metric of one task over r, and how its numbers are written: a metric within [0, 1] in percent
 * with one decimal, any other with three.
 *
 * @param run its name where several are shown together, else empty
 * @param points by ascending r
 */
record Curve(String run, String task, String metric, String filter, List<CurvePoint> points) {
  private record Series(String task, String metric, String filter) {}

  Curve {
    points = List.copyOf(points);
  }

  /** Of one run, in the order in which they first appear. */
  static List<Curve> of(List<CurvePoint> points) {
    return of("", points);
  }

  /** Of a run that others stand beside. */
  static List<Curve> of(String run, List<CurvePoint> points) {
    Map<Series, List<CurvePoint>> bySeries = new LinkedHashMap<>();
    for (CurvePoint p : points) {
      bySeries
          .computeIfAbsent(new Series(p.task(), p.metric(), p.filter()), s -> new ArrayList<>())
          .add(p);
    }
    return bySeries.entrySet().stream()
        .map(
            e ->
                new Curve(run, e.getKey().task, e.getKey().metric, e.getKey().filter, e.getValue()))
        .toList();
  }

  /** Every r of these curves, ascending. */
  static List<Integer> depths(List<Curve> curves) {
    return curves.stream()
        .flatMap(curve -> curve.points.stream())
        .map(CurvePoint::iterations)
        .distinct()
        .sorted()
        .toList();
  }

  Optional<CurvePoint> at(int iterations) {
    return points.stream().filter(p -> p.iterations() == iterations).findFirst();
  }

  /** Metric and filter, after the run's name where there is one. */
  String label() {
    String label = filter.isEmpty() ? metric : metric + ", " + filter;
    return run.isEmpty() ? label : run + ": " + label;
  }

  boolean isFraction() {
    return points.stream().allMatch(p -> p.value() >= 0 && p.value() <= 1);
  }

  String number(double value) {
    return isFraction()
        ? String.format(Locale.ROOT, "%.1f", 100 * value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }
}
