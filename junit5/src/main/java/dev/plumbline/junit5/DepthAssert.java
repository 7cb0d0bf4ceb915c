package dev.plumbline.junit5;

import dev.plumbline.ci.Rule;
import dev.plumbline.ci.Threshold;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
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
    CurveId curve = new CurveId(depth.task(), Score.parse(metric));
    Outcome.require(
        depth.run(),
        List.of(
            depth
                .run()
                .judge(
                    new Rule.Minimum(
                        new Threshold(curve, SweepPoint.fixed(depth.iterations()), minimum)))));
    return this;
  }

  /** No metric is significantly worse than in the baseline that {@link Sweep} names. */
  public DepthAssert hasNoLoss() {
    Outcome.require(
        depth.toString(),
        depth.run(),
        depth.run().losses().stream()
            .filter(verdict -> verdict.task().equals(depth.task()))
            .filter(verdict -> verdict.subject().endsWith("@" + depth.iterations()))
            .toList());
    return this;
  }
}
