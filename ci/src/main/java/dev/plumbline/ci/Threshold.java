package dev.plumbline.ci;

import dev.plumbline.results.CurvePoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The least that one point of a curve must reach, written {@code task:metric[,filter]@r>=minimum}.
 *
 * @param filter empty where the metric has none
 * @param minimum in the metric's own unit: accuracies are fractions, not percentages
 */
public record Threshold(String task, String metric, String filter, int iterations, double minimum) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<task>[^:]+):(?<metric>[^,]+)(,(?<filter>[^,]+))?@(?<iterations>[1-9][0-9]{0,8})"
              + "\\s*>=\\s*(?<minimum>-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?)");

  /**
   * Reads, for example, {@code gsm8k:exact_match,strict-match@16>=0.30}.
   *
   * @throws GateException if it is not of that form
   */
  public static Threshold parse(String text) {
    Matcher parts = SYNTAX.matcher(text.strip());
    if (!parts.matches()) {
      throw new GateException(
          "'"
              + text
              + "' is not a threshold; write task:metric@r>=minimum or"
              + " task:metric,filter@r>=minimum, such as"
              + " gsm8k:exact_match,strict-match@16>=0.30");
    }
    String filter = parts.group("filter");
    return new Threshold(
        parts.group("task"),
        parts.group("metric"),
        filter == null ? "" : filter,
        Integer.parseInt(parts.group("iterations")),
        Double.parseDouble(parts.group("minimum")));
  }

  boolean isAbout(CurvePoint point) {
    return name(point).equals(name(task, metric, filter, iterations));
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return name(task, metric, filter, iterations) + ">=" + minimum;
  }

  /** A point as a threshold names it. */
  static String name(CurvePoint point) {
    return name(point.task(), point.metric(), point.filter(), point.iterations());
  }

  private static String name(String task, String metric, String filter, int iterations) {
    return task + ":" + metric + (filter.isEmpty() ? "" : "," + filter) + "@" + iterations;
  }
}
