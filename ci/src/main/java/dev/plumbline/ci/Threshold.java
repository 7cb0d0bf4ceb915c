package dev.plumbline.ci;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least that one point of a curve must reach, written {@code task:metric[,filter]@r>=minimum}.
 *
 * @param minimum in the metric's own unit: accuracies are fractions, not percentages
 */
public record Threshold(CurveId curve, SweepPoint point, double minimum) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<curve>[^:]+:[^,]+(,[^,]+)?)@(?<point>"
              + SweepPoint.LABEL
              + ")\\s*>=\\s*(?<minimum>-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?)");

  /**
   * Reads, for example, {@code gsm8k:exact_match,strict-match@16>=0.30}.
   *
   * @throws PlumblineException if it is not of that form
   */
  public static Threshold parse(String text) {
    Matcher parts = SYNTAX.matcher(text.strip());
    if (!parts.matches()) {
      throw new PlumblineException(
          "'"
              + text
              + "' is not a threshold; write task:metric@r>=minimum or"
              + " task:metric,filter@r>=minimum, such as"
              + " gsm8k:exact_match,strict-match@16>=0.30");
    }
    return new Threshold(
        CurveId.parse(parts.group("curve")),
        SweepPoint.parse(parts.group("point")),
        Double.parseDouble(parts.group("minimum")));
  }

  boolean isAbout(CurvePoint other) {
    return other.curve().equals(curve) && other.point().equals(point);
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return curve.at(point) + ">=" + minimum;
  }
}
