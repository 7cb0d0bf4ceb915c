package dev.plumbline.junit5;

import dev.plumbline.ci.Rule;
import dev.plumbline.ci.Threshold;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.statistics.Saturation;
import java.util.List;

/** What a curve must be like; each assertion gives itself back, for the next. */
public final class CurveAssert {
  private final Curve curve;

  CurveAssert(Curve curve) {
    this.curve = curve;
  }

  /** The value at the largest r of the sweep reaches a minimum. */
  public CurveAssert isAtLeast(double minimum) {
    List<Integer> depths = curve.iterations();
    return isAtLeast(minimum, depths.get(depths.size() - 1));
  }

  /** The value at one r reaches a minimum. */
  public CurveAssert isAtLeast(double minimum, int iterations) {
    Outcome.require(
        curve.run(),
        List.of(
            curve
                .run()
                .judge(
                    new Rule.Minimum(
                        new Threshold(curve.name(), SweepPoint.fixed(iterations), minimum)))));
    return this;
  }

  /** The value at any point of the sweep, such as {@code 32-kl:0.001}, reaches a minimum. */
  public CurveAssert isAtLeast(double minimum, String point) {
    Outcome.require(
        curve.run(),
        List.of(
            curve
                .run()
                .judge(
                    new Rule.Minimum(
                        new Threshold(curve.name(), SweepPoint.parse(point), minimum)))));
    return this;
  }

  /** More than so many iterations gain no more than {@value Saturation#DEFAULT_MARGIN}. */
  public CurveAssert saturatesBy(int iterations) {
    return saturatesBy(iterations, Saturation.DEFAULT_MARGIN);
  }

  /** More than so many iterations gain no more than a margin, in the metric's own unit. */
  public CurveAssert saturatesBy(int iterations, double margin) {
    Outcome.require(
        curve.run(),
        List.of(
            curve
                .run()
                .judge(new Rule.Saturation(curve.name(), SweepPoint.fixed(iterations), margin))));
    return this;
  }

  /** No point is significantly worse than in the baseline that {@link Sweep} names. */
  public CurveAssert hasNoLoss() {
    Outcome.require(
        curve.name().toString(),
        curve.run(),
        curve.run().losses().stream()
            .filter(verdict -> verdict.subject().startsWith(curve.name() + "@"))
            .toList());
    return this;
  }
}
