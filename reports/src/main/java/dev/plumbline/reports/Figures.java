package dev.plumbline.reports;

import dev.plumbline.results.Interval;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the numbers of one metric are written: in percent and percentage points with one decimal, or,
 * for a metric beyond [0, 1], as they are with three. What is absent is a blank.
 */
record Figures(boolean percent) {
  /** Below this a p value is not told more exactly. */
  private static final double LEAST_P = 0.0001;

  String value(double value) {
    return percent ? format("%.1f", 100 * value) : format("%.3f", value);
  }

  /** With its sign. */
  String change(double value) {
    return percent ? format("%+.1f", 100 * value) : format("%+.3f", value);
  }

  String value(OptionalDouble value) {
    return value.isPresent() ? value(value.getAsDouble()) : "";
  }

  String interval(Optional<Interval> interval) {
    return interval.map(i -> value(i.low()) + " to " + value(i.high())).orElse("");
  }

  String changes(Optional<Interval> interval) {
    return interval.map(i -> change(i.low()) + " to " + change(i.high())).orElse("");
  }

  static String pValue(double p) {
    return p < LEAST_P ? "<0.0001" : format("%.4f", p);
  }

  static String plain(OptionalDouble number, String format) {
    return number.isPresent() ? format(format, number.getAsDouble()) : "";
  }

  static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
