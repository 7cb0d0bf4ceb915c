package dev.plumbline.reports;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.LengthNorm;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Compute;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import dev.plumbline.results.TaskPoint;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A curve of a run, and how its numbers are written: a metric within [0, 1] in percent with one
 * decimal, any other with three.
 *
 * @param run its name where several are shown together, else empty
 * @param points ascending
 * @param model what is known of the run's model
 * @param compute what tokens took, where r alone does not say it
 * @param seconds wall time, where somebody measured it
 * @param chance what guessing would score; absent where that is not known
 */
record Curve(
    String run,
    CurveId id,
    List<CurvePoint> points,
    Optional<ModelFacts> model,
    Map<TaskPoint, Compute> compute,
    Map<TaskPoint, Double> seconds,
    OptionalDouble chance) {
  Curve {
    points = List.copyOf(points);
    compute = Map.copyOf(compute);
    seconds = Map.copyOf(seconds);
  }

  /** Of one run, in the order in which they first appear. */
  static List<Curve> of(List<CurvePoint> points) {
    return of("", points);
  }

  /** Of a run that others stand beside. */
  static List<Curve> of(String name, Run run) {
    Map<TaskPoint, Compute> compute = run.compute();
    Map<TaskPoint, Double> seconds = run.seconds();
    Map<String, Double> chances = Chance.of(run);
    return CurvePoint.byCurve(run.curves()).entrySet().stream()
        .map(
            curve ->
                new Curve(
                    name,
                    curve.getKey(),
                    curve.getValue(),
                    run.manifest().bundle().model(),
                    compute,
                    seconds,
                    chance(curve.getKey(), chances)))
        .toList();
  }

  /** Guessing scores so in metrics that take one choice. */
  private static OptionalDouble chance(CurveId id, Map<String, Double> chances) {
    Double chance = chances.get(id.task());
    return chance == null || LengthNorm.ofMetric(id.score().metric()).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(chance);
  }

  static List<Curve> of(String run, List<CurvePoint> points) {
    return CurvePoint.byCurve(points).entrySet().stream()
        .map(curve -> of(run, curve.getKey(), curve.getValue()))
        .toList();
  }

  private static Curve of(String run, CurveId id, List<CurvePoint> points) {
    return new Curve(run, id, points, Optional.empty(), Map.of(), Map.of(), OptionalDouble.empty());
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

  /** The points of fixed r. */
  Curve fixed() {
    return of("");
  }

  private Curve of(String variant) {
    return new Curve(
        run,
        id,
        points.stream().filter(p -> p.point().variant().equals(variant)).toList(),
        model,
        compute,
        seconds,
        chance);
  }

  /** Of a token at a point; absent where tokens left on their own and nobody counted. */
  OptionalDouble meanIterations(CurvePoint point) {
    Compute measured = compute.get(new TaskPoint(point.task(), point.point()));
    return measured != null
        ? OptionalDouble.of(measured.meanIterations())
        : point
            .point()
            .match(
                Curve::iterations,
                Curve::iterations,
                left -> OptionalDouble.empty(),
                Curve::iterations);
  }

  private static OptionalDouble iterations(SweepPoint point) {
    return OptionalDouble.of(point.iterations());
  }

  /** A curve for each {@link SweepPoint#variant} that it has points of, that of fixed r first. */
  List<Curve> byVariant() {
    return points.stream().map(p -> p.point().variant()).distinct().sorted().map(this::of).toList();
  }

  /** What its points have in common; empty for a fixed r, and where they have nothing. */
  String variant() {
    List<String> variants = points.stream().map(p -> p.point().variant()).distinct().toList();
    return variants.size() == 1 ? variants.get(0) : "";
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

  /** How many samples its points are means of: a number, or the least and the most of them. */
  String documents() {
    IntSummaryStatistics n = points.stream().mapToInt(CurvePoint::n).summaryStatistics();
    return n.getMin() == n.getMax() ? "" + n.getMin() : n.getMin() + "–" + n.getMax();
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
