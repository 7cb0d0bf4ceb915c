package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import java.util.List;
import java.util.Locale;

/**
 * A threshold and the point that it is about. The value itself is compared; its interval is told,
 * not tested.
 */
record MinimumCheck(Threshold threshold, CurvePoint point) {

  /**
   * Looks the point up.
   *
   * @throws PlumblineException if the curves lack it
   */
  static MinimumCheck of(Threshold threshold, List<CurvePoint> curves) {
    return curves.stream()
        .filter(threshold::isAbout)
        .findFirst()
        .map(point -> new MinimumCheck(threshold, point))
        .orElseThrow(() -> NoSuchPoint.of(threshold, curves));
  }

  boolean holds() {
    return !(point.value() < threshold.minimum());
  }

  /** One line: task, metric, r, the value with n, where it is too low its interval, the minimum. */
  @Override
  public String toString() {
    if (holds()) {
      return "%s is %s (n=%d), at least %s"
          .formatted(point.name(), Numbers.of(point.value()), point.n(), threshold.minimum());
    }
    return String.format(
        Locale.ROOT,
        "%s is %s (n=%d%s), below the minimum of %s",
        point.name(),
        point.value(),
        point.n(),
        point.interval().map(MinimumCheck::told).orElse(""),
        threshold.minimum());
  }

  private static String told(Interval interval) {
    return String.format(
        Locale.ROOT, ", 95%% interval %.4f to %.4f", interval.low(), interval.high());
  }
}
