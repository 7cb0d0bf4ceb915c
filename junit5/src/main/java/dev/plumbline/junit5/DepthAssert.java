package dev.plumbline.junit5;

import dev.plumbline.ci.CurveName;
import dev.plumbline.ci.Rule;
import dev.plumbline.ci.Threshold;
import java.util.List;

/** What a task at one depth must be like; each assertion gives itself back, for the next. */
public final class DepthAssert {
  private final Depth depth;

  DepthAssert(Depth depth) {
    this.depth = depth;
  }

  /**
   * A metric reaches a minimum.
   *
   * @param metric {@code metric} or {@code metric,filter}
   */
  public DepthAssert isAtLeast(String metric, double minimum) {
    CurveName curve = new CurveName(depth.task(), metric);
    Outcome.require(
        List.of(
            depth
                .sweep()
                .judge(new Rule.Minimum(new Threshold(curve, depth.iterations(), minimum)))));
    return this;
  }

  /** No metric is significantly worse than in the baseline that {@link Sweep} names. */
  public DepthAssert hasNoLoss() {
    Outcome.require(
        depth.toString(),
        depth.sweep().losses().stream()
            .filter(verdict -> verdict.task().equals(depth.task()))
            .filter(verdict -> verdict.subject().endsWith("@" + depth.iterations()))
            .toList());
    return this;
  }
}
