package dev.plumbline.reports;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Readout;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A curve of a run, and how its numbers are written: a metric within [0, 1] in percent with one
 * decimal, any other with three.
 *
 * @param run its name where several are shown together, else empty
 * @param points ascending
 * @param model what is known of the run's model
 */
record Curve(String run, CurveId id, List<CurvePoint> points, Optional<ModelFacts> model) {
  Curve {
    points = List.copyOf(points);
  }

  /** Of one run, in the order in which they first appear. */
  static List<Curve> of(List<CurvePoint> points) {
    return of("", points);
  }

  /** Of a run that others stand beside. */
  static List<Curve> of(String name, Run run) {
    return of(name, run.curves(), run.manifest().bundle().model());
  }

  static List<Curve> of(String run, List<CurvePoint> points) {
    return of(run, points, Optional.empty());
  }

  private static List<Curve> of(String run, List<CurvePoint> points, Optional<ModelFacts> model) {
    return CurvePoint.byCurve(points).entrySet().stream()
        .map(curve -> new Curve(run, curve.getKey(), curve.getValue(), model))
        .toList();
  }

  /** Every point of the sweep at which one of these curves has a value, ascending. */
  static List<SweepPoint> sweep(List<Curve> curves) {
    return curves.stream()
        .flatMap(curve -> curve.points.stream())
        .map(CurvePoint::point)
        .distinct()
        .sorted()
        .toList();
  }

  /** The points of one readout. */
  Curve of(Readout readout) {
    return new Curve(
        run, id, points.stream().filter(p -> p.point().readout() == readout).toList(), model);
  }

  /** A curve for each readout that it has points of. */
  List<Curve> byReadout() {
    return Stream.of(Readout.values())
        .map(this::of)
        .filter(curve -> !curve.points.isEmpty())
        .toList();
  }

  /** Whether every point is weighted by the exit gate. */
  boolean isExpected() {
    return points.stream().allMatch(p -> p.point().readout() == Readout.EXPECTED);
  }

  String task() {
    return id.task();
  }

  Score score() {
    return id.score();
  }

  Optional<CurvePoint> at(SweepPoint point) {
    return points.stream().filter(p -> p.point().equals(point)).findFirst();
  }

  /** Metric and filter, after the run's name where there is one. */
  String label() {
    return run.isEmpty() ? label(score()) : run + ": " + label(score());
  }

  /** Metric and filter. */
  static String label(Score score) {
    return score.filter().isEmpty() ? score.metric() : score.metric() + ", " + score.filter();
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

  /** Its ends, with a dash between them. */
  String number(Interval interval, String dash) {
    return number(interval.low()) + dash + number(interval.high());
  }
}
