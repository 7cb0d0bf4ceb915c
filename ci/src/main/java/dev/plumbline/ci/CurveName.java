package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A curve as rules name it: {@code task:metric[,filter]}.
 *
 * @param metric with its filter, as samples name it: {@code acc} or {@code
 *     exact_match,strict-match}
 */
public record CurveName(String task, String metric) {
  private static final Pattern SYNTAX = Pattern.compile("([^:]+):([^,]+(,[^,]+)?)");

  /**
   * Reads, for example, {@code gsm8k:exact_match,strict-match}.
   *
   * @throws PlumblineException if it is not of that form
   */
  public static CurveName parse(String text) {
    Matcher parts = SYNTAX.matcher(text.strip());
    if (!parts.matches()) {
      throw new PlumblineException(
          "'"
              + text
              + "' is not a curve; write task:metric or task:metric,filter, such as"
              + " gsm8k:exact_match,strict-match");
    }
    return new CurveName(parts.group(1), parts.group(2));
  }

  /** That of a point. */
  public static CurveName of(CurvePoint point) {
    return new CurveName(point.task(), point.key());
  }

  /** A point of this curve, as a threshold names it. */
  public String at(int iterations) {
    return this + "@" + iterations;
  }

  /** Empty where there is none. */
  String filter() {
    int comma = metric.indexOf(',');
    return comma < 0 ? "" : metric.substring(comma + 1);
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return task + ":" + metric;
  }
}
