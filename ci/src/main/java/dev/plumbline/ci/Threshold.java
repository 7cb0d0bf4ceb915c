package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least that one point of a curve must reach, written {@code task:metric[,filter]@r>=minimum}.
 *
 * @param minimum in the metric's own unit: accuracies are fractions, not percentages
 */
public record Threshold(CurveName curve, int iterations, double minimum) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<curve>[^:]+:[^,]+(,[^,]+)?)@(?<iterations>[1-9][0-9]{0,8})"
              + "\\s*>=\\s*(?<minimum>-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?)");

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
        CurveName.parse(parts.group("curve")),
        Integer.parseInt(parts.group("iterations")),
        Double.parseDouble(parts.group("minimum")));
  }

  boolean isAbout(CurvePoint point) {
    return name(point).equals(curve.at(iterations));
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return curve.at(iterations) + ">=" + minimum;
  }

  /** A point as a threshold names it. */
  static String name(CurvePoint point) {
    return CurveName.of(point).at(point.iterations());
  }
}
