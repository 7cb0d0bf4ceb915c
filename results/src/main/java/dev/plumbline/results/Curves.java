package dev.plumbline.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
 */
public final class Curves {

  private record Series(String task, String metric, String filter) {
    static Series of(String task, String key) {
      int comma = key.indexOf(',');
      return comma < 0
          ? new Series(task, key, "")
          : new Series(task, key.substring(0, comma), key.substring(comma + 1));
    }
  }

  private record Depth(String task, int iterations) {}

  private final Map<Series, SortedMap<Integer, DoubleStream.Builder>> values =
      new LinkedHashMap<>();

  /**
   * One point per task, metric, filter and r; tasks and metrics in the order in which they first
   * appear, r ascending. A metric that no sample has gives no point.
   *
   * @param usage the cost by task and r; where it is missing the points have none
   */
  public static List<CurvePoint> of(Collection<Sample> samples, Collection<Usage> usage) {
    Curves curves = new Curves();
    samples.forEach(curves::add);
    return curves.points(usage);
  }

  /** Keeps a sample's metrics, eight bytes each. */
  void add(Sample sample) {
    sample
        .outcome()
        .metrics()
        .forEach(
            (key, value) ->
                values
                    .computeIfAbsent(Series.of(sample.task(), key), s -> new TreeMap<>())
                    .computeIfAbsent(sample.iterations(), r -> DoubleStream.builder())
                    .add(value));
  }

  /** As {@link #of} gives them, of the samples added; ends the adding. */
  List<CurvePoint> points(Collection<Usage> usage) {
    Map<Depth, Usage> costs = new LinkedHashMap<>();
    usage.forEach(u -> costs.put(new Depth(u.task(), u.iterations()), u));

    List<CurvePoint> points = new ArrayList<>();
    values.forEach(
        (series, byDepth) -> {
          SortedMap<Integer, double[]> sorted = new TreeMap<>();
          byDepth.forEach((r, builder) -> sorted.put(r, builder.build().sorted().toArray()));
          boolean binary = sorted.values().stream().allMatch(Curves::isBinary);
          sorted.forEach(
              (r, v) ->
                  points.add(point(series, r, v, binary, costs.get(new Depth(series.task(), r)))));
        });
    return List.copyOf(points);
  }

  /** From sorted values, so that nothing depends on the order of the samples. */
  private static CurvePoint point(
      Series series, int iterations, double[] values, boolean binary, Usage cost) {
    int n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    OptionalDouble stderr =
        n < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (n - 1) / n));
    Optional<Interval> interval =
        binary
            ? Optional.of(Interval.wilson((int) Arrays.stream(values).sum(), n))
            : StudentisedBootstrap.interval(values);
    return new CurvePoint(
        series.task(),
        series.metric(),
        series.filter(),
        iterations,
        n,
        mean,
        stderr,
        interval.map(i -> OptionalDouble.of(i.low())).orElse(OptionalDouble.empty()),
        interval.map(i -> OptionalDouble.of(i.high())).orElse(OptionalDouble.empty()),
        cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost.flopsPerToken()),
        cost == null ? OptionalLong.empty() : OptionalLong.of(cost.tokens()));
  }

  private static boolean isBinary(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
  }

  Curves() {}
}
