package dev.plumbline.results;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Metrics over r with their uncertainty and cost.
 *
 * <p>The value is the mean over documents. Its standard error is lm-evaluation-harness's {@code
 * mean_stderr}: the sample standard deviation (n - 1) over the square root of n. The 95 % interval
 * is Wilson's score interval for a metric that is 0 or 1 everywhere in these samples, otherwise the
 * {@link StudentisedBootstrap} over documents, absent where fewer than ten values differ. Failed
 * samples count nowhere, unparsed ones with their metrics.
 *
 * <p>Scores that are no means come last; see {@link Parts}.
 */
public final class Curves {

  private final Map<CurveId, SortedMap<SweepPoint, DoubleStream.Builder>> values =
      new LinkedHashMap<>();
  private final Map<CurveId, SortedMap<SweepPoint, Parts>> parts = new LinkedHashMap<>();

  /**
   * All points; curves in the order in which they first appear, points ascending. A score that no
   * sample has gives no curve.
   *
   * @param costs where one is missing the points have none
   */
  public static List<CurvePoint> of(Collection<Sample> samples, Map<TaskPoint, Cost> costs) {
    Curves curves = new Curves();
    samples.forEach(curves::add);
    return curves.points(costs, FunctionScores.NONE);
  }

  /** Keeps a sample's metrics, eight bytes each. */
  void add(Sample sample) {
    sample
        .outcome()
        .metrics()
        .forEach(
            (score, value) ->
                values
                    .computeIfAbsent(new CurveId(sample.task(), score), c -> new TreeMap<>())
                    .computeIfAbsent(sample.point(), p -> DoubleStream.builder())
                    .add(value));
    sample
        .outcome()
        .parts()
        .forEach(
            (score, part) ->
                parts
                    .computeIfAbsent(new CurveId(sample.task(), score), c -> new TreeMap<>())
                    .computeIfAbsent(sample.point(), p -> new Parts())
                    .add(sample.document().number(), part));
  }

  /** As {@link #of} gives them, of the samples added; ends the adding. */
  List<CurvePoint> points(Map<TaskPoint, Cost> costs, FunctionScores functions) {
    List<CurvePoint> points = new ArrayList<>();
    values.forEach(
        (curve, byPoint) -> {
          SortedMap<SweepPoint, double[]> sorted = new TreeMap<>();
          byPoint.forEach((p, builder) -> sorted.put(p, builder.build().sorted().toArray()));
          boolean binary = sorted.values().stream().allMatch(Curves::isBinary);
          sorted.forEach(
              (p, v) ->
                  points.add(
                      point(
                          curve,
                          p,
                          v,
                          binary,
                          Optional.ofNullable(costs.get(new TaskPoint(curve.task(), p))))));
        });
    parts.forEach(
        (curve, byPoint) ->
            byPoint.forEach(
                (p, all) ->
                    all.point(
                            curve,
                            p,
                            Optional.ofNullable(costs.get(new TaskPoint(curve.task(), p))),
                            functions)
                        .ifPresent(points::add)));
    return List.copyOf(points);
  }

  /** From sorted values, so that nothing depends on the order of the samples. */
  private static CurvePoint point(
      CurveId curve, SweepPoint point, double[] values, boolean binary, Optional<Cost> cost) {
    int n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return CurvePoint.of(
        curve,
        point,
        n,
        mean,
        n < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (n - 1) / n)),
        binary
            ? Optional.of(Interval.wilson((int) Arrays.stream(values).sum(), n))
            : StudentisedBootstrap.interval(values),
        cost);
  }

  private static boolean isBinary(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
  }

  Curves() {}
}
