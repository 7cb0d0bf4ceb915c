package dev.plumbline.reports;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Curves of made-up models, shaped like real ones. */
final class Examples {
  private static final List<Integer> DEPTHS = List.of(1, 2, 4, 8, 16, 32, 64, 128);

  /** Ten metrics of six tasks at the first depths of 1, 2, 4 ... 128. */
  static List<CurvePoint> tasks(int depths) {
    List<CurvePoint> points = new ArrayList<>();
    add(points, "hellaswag", "acc", "", 10042, depths, 0.26, 0.49, 3);
    add(points, "hellaswag", "acc_norm", "", 10042, depths, 0.25, 0.65, 3);
    add(points, "openbookqa", "acc", "", 500, depths, 0.15, 0.30, 4);
    add(points, "openbookqa", "acc_norm", "", 500, depths, 0.26, 0.41, 4);
    add(points, "gsm8k", "exact_match", "strict-match", 1319, depths, 0, 0.38, 9);
    add(points, "gsm8k", "exact_match", "flexible-extract", 1319, depths, 0.01, 0.42, 9);
    add(points, "gsm8k_cot", "exact_match", "strict-match", 1319, depths, 0, 0.35, 8);
    add(points, "gsm8k_cot", "exact_match", "flexible-extract", 1319, depths, 0.01, 0.43, 8);
    add(points, "humaneval", "pass@1", "create_test", 164, depths, 0, 0.23, 6);
    add(points, "mbpp", "pass_at_1", "", 500, depths, 0, 0.25, 6);
    return points;
  }

  static List<CurvePoint> manyTasks(int tasks) {
    List<CurvePoint> points = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      add(points, "task" + i, "acc", "", 100, 3, 0.2, 0.5, 2);
    }
    return points;
  }

  /** One task at one depth, never right. */
  static List<CurvePoint> zeros() {
    List<CurvePoint> points = new ArrayList<>();
    add(points, "gsm8k", "acc", "", 100, 1, 0, 0, 1);
    return points;
  }

  /** The first task at two depths, and at r = 2 weighted by an exit gate, much lower. */
  static List<CurvePoint> bothReadouts() {
    List<CurvePoint> points = new ArrayList<>();
    add(points, "hellaswag", "acc", "", 100, 2, 0.26, 0.49, 3);
    points.add(
        new CurvePoint(
            points.get(0).curve(),
            SweepPoint.expected(2),
            100,
            0.01,
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty()));
    return points;
  }

  /** A logistic rise in log2(r) with its middle at {@code half}, and normal intervals. */
  private static void add(
      List<CurvePoint> points,
      String task,
      String metric,
      String filter,
      int n,
      int depths,
      double low,
      double high,
      double half) {
    for (int r : DEPTHS.subList(0, depths)) {
      double rise = 1 / (1 + Math.pow(half / r, 2));
      double value = Math.round((low + (high - low) * rise) * n) / (double) n;
      double stderr = Math.sqrt(value * (1 - value) / (n - 1));
      points.add(
          new CurvePoint(
              new CurveId(task, new Score(metric, filter)),
              SweepPoint.fixed(r),
              n,
              value,
              OptionalDouble.of(stderr),
              Optional.of(new Interval(Math.max(0, value - 1.96 * stderr), value + 1.96 * stderr)),
              OptionalDouble.of(2e9 * r),
              OptionalLong.of(100_000)));
    }
  }

  private Examples() {}
}
