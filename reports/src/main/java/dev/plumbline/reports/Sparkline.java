package dev.plumbline.reports;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import java.util.List;

/**
 * A curve as a row of characters, one per r.
 *
 * <p>The lowest character is the lowest end of any interval and the highest the highest, so that a
 * curve within its noise stays flat in the middle.
 */
final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.,-~=*#";

  /** Blank where the curve has no point, of which those that read the last iteration are drawn. */
  static String of(Curve all, List<SweepPoint> sweep, boolean unicode) {
    Curve curve = all.fixed();
    String levels = unicode ? BLOCKS : ASCII;
    double low =
        curve.points().stream()
            .mapToDouble(p -> p.interval().map(Interval::low).orElse(p.value()))
            .min()
            .orElse(0);
    double high =
        curve.points().stream()
            .mapToDouble(p -> p.interval().map(Interval::high).orElse(p.value()))
            .max()
            .orElse(0);
    StringBuilder line = new StringBuilder();
    for (SweepPoint point : sweep) {
      if (!point.variant().isEmpty()) {
        continue;
      }
      line.append(curve.at(point).map(p -> level(p, low, high, levels)).orElse(' ').charValue());
    }
    return line.toString();
  }

  private static char level(CurvePoint point, double low, double high, String levels) {
    double height = high > low ? (point.value() - low) / (high - low) : 0.5;
    return levels.charAt((int) Math.min(levels.length() - 1, height * levels.length()));
  }

  private Sparkline() {}
}
