package dev.plumbline.results;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Scores of groups from those of their tasks, as lm-evaluation-harness 0.4.13 aggregates them: the
 * mean of the tasks' values, by size or each alike, and the standard error that follows. There is
 * no interval: it would need the tasks' samples together.
 */
final class GroupCurves {
  /** How lm-evaluation-harness calls what no filter took. */
  private static final String NO_FILTER = "none";

  private final List<CurvePoint> points;

  private GroupCurves(List<CurvePoint> points) {
    this.points = points;
  }

  /**
   * All points of groups.
   *
   * @param points of their tasks
   */
  static List<CurvePoint> of(List<Manifest.Group> groups, List<CurvePoint> points) {
    GroupCurves curves = new GroupCurves(points);
    List<CurvePoint> all = new ArrayList<>();
    for (Manifest.Group group : groups) {
      for (Manifest.GroupMetric metric : group.metrics()) {
        curves
            .scores(group, metric)
            .forEach(score -> all.addAll(curves.curve(group, metric, score)));
      }
    }
    return all;
  }

  private List<Score> scores(Manifest.Group group, Manifest.GroupMetric metric) {
    if (metric.filters().isPresent()) {
      return metric.filters().get().stream()
          .map(filter -> new Score(metric.metric(), filter.equals(NO_FILTER) ? "" : filter))
          .toList();
    }
    return points.stream()
        .filter(point -> group.tasks().contains(point.task()))
        .map(CurvePoint::score)
        .filter(score -> score.metric().equals(metric.metric()))
        .distinct()
        .sorted(Comparator.comparing(s -> s.filter().isEmpty() ? NO_FILTER : s.filter()))
        .toList();
  }

  private List<CurvePoint> curve(Manifest.Group group, Manifest.GroupMetric metric, Score score) {
    List<CurveId> curves =
        group.tasks().stream()
            .map(task -> new CurveId(task, score))
            .filter(curve -> points.stream().anyMatch(point -> point.curve().equals(curve)))
            .toList();
    SortedMap<SweepPoint, List<CurvePoint>> byPoint = new TreeMap<>();
    for (CurveId curve : curves) {
      points.stream()
          .filter(point -> point.curve().equals(curve))
          .forEach(p -> byPoint.computeIfAbsent(p.point(), key -> new ArrayList<>()).add(p));
    }
    List<CurvePoint> result = new ArrayList<>();
    byPoint.forEach(
        (at, tasks) -> {
          // A mean over fewer tasks than elsewhere would be no point of the same curve.
          if (tasks.size() == curves.size()) {
            result.add(point(new CurveId(group.name(), score), at, tasks, metric.weightBySize()));
          }
        });
    return result;
  }

  private CurvePoint point(
      CurveId curve, SweepPoint at, List<CurvePoint> tasks, boolean weightBySize) {
    int[] sizes = tasks.stream().mapToInt(this::documents).toArray();
    int all = IntStream.of(sizes).sum();
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += tasks.get(i).value() * (weightBySize ? sizes[i] : 1);
    }
    boolean costs =
        tasks.stream().allMatch(t -> t.tokens().isPresent() && t.flopsPerToken().isPresent());
    long tokens = costs ? tasks.stream().mapToLong(t -> t.tokens().getAsLong()).sum() : 0;
    double flops =
        tasks.stream().mapToDouble(t -> t.flopsPerToken().orElse(0) * t.tokens().orElse(0)).sum();
    return new CurvePoint(
        curve,
        at,
        all,
        sum / (weightBySize ? all : sizes.length),
        stderr(tasks, sizes, weightBySize),
        Optional.empty(),
        tokens > 0 ? OptionalDouble.of(flops / tokens) : OptionalDouble.empty(),
        tokens > 0 ? OptionalLong.of(tokens) : OptionalLong.empty());
  }

  /** A task counts by the documents of its best covered score. */
  private int documents(CurvePoint task) {
    return points.stream()
        .filter(p -> p.task().equals(task.task()) && p.point().equals(task.point()))
        .mapToInt(CurvePoint::n)
        .max()
        .orElseThrow();
  }

  /** By size that of the pooled variance, else that of the mean of independent means. */
  private static OptionalDouble stderr(List<CurvePoint> tasks, int[] sizes, boolean weightBySize) {
    if (tasks.stream().anyMatch(task -> task.stderr().isEmpty())) {
      return OptionalDouble.empty();
    }
    double squares = 0;
    for (int i = 0; i < sizes.length; i++) {
      double stderr = tasks.get(i).stderr().getAsDouble();
      squares += weightBySize ? (sizes[i] - 1) * stderr * stderr * sizes[i] : stderr * stderr;
    }
    if (!weightBySize) {
      return OptionalDouble.of(Math.sqrt(squares) / sizes.length);
    }
    int all = IntStream.of(sizes).sum();
    return OptionalDouble.of(Math.sqrt(squares / (all - sizes.length) / all));
  }
}
