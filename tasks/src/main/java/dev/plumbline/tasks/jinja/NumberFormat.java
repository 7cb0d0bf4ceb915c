package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Digits of numbers as C's printf and Python's format write them, without sign and padding. */
final class NumberFormat {
  /** Most digits behind the point; a template that wants more is no prompt. */
  private static final int MOST_PRECISION = 1_000;

  private NumberFormat() {}

  /**
   * A float's size.
   *
   * @param form one of {@code e f g}, in the case in which the exponent is written
   * @param alternate whether zeros behind the point stay in the form {@code g}
   */
  static String ofFloat(double size, char form, int precision, boolean alternate) {
    if (precision > MOST_PRECISION) {
      throw new JinjaException("a format has too many digits");
    }
    boolean upper = Character.isUpperCase(form);
    if (Double.isNaN(size) || Double.isInfinite(size)) {
      String word = Double.isNaN(size) ? "nan" : "inf";
      return upper ? word.toUpperCase(Locale.ROOT) : word;
    }
    BigDecimal exact = new BigDecimal(size);
    return switch (Character.toLowerCase(form)) {
      case 'f' -> exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
      case 'e' -> scientific(exact, precision, upper);
      default -> general(exact, Math.max(1, precision), alternate, upper);
    };
  }

  private static String scientific(BigDecimal exact, int precision, boolean upper) {
    if (exact.signum() == 0) {
      return BigDecimal.ZERO.setScale(precision).toPlainString() + (upper ? "E+00" : "e+00");
    }
    BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = exponent(rounded);
    String digits =
        rounded
            .movePointLeft(exponent)
            .setScale(precision, RoundingMode.UNNECESSARY)
            .toPlainString();
    return digits + exponentText(exponent, upper);
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  private static String exponentText(int exponent, boolean upper) {
    return String.format(
        Locale.ROOT, "%s%s%02d", upper ? "E" : "e", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String general(BigDecimal exact, int precision, boolean alternate, boolean upper) {
    if (exact.signum() == 0) {
      return alternate ? BigDecimal.ZERO.setScale(precision - 1).toPlainString() : "0";
    }
    BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
    int exponent = exponent(rounded);
    if (exponent < -4 || exponent >= precision) {
      BigDecimal digits =
          rounded.movePointLeft(exponent).setScale(precision - 1, RoundingMode.UNNECESSARY);
      return trimmed(digits, alternate) + exponentText(exponent, upper);
    }
    int decimals = Math.max(0, precision - 1 - exponent);
    return trimmed(rounded.setScale(decimals, RoundingMode.UNNECESSARY), alternate);
  }

  private static String trimmed(BigDecimal value, boolean alternate) {
    String text = value.toPlainString();
    if (alternate || !text.contains(".")) {
      return text;
    }
    return text.replaceFirst("\\.?0+$", "");
  }

  /** A whole number's size in a base: one of {@code b d o x X}. */
  static String ofInteger(BigInteger size, char form) {
    return switch (form) {
      case 'b' -> size.toString(2);
      case 'o' -> size.toString(8);
      case 'x' -> size.toString(16);
      case 'X' -> size.toString(16).toUpperCase(Locale.ROOT);
      default -> size.toString();
    };
  }

  /** What stands before the digits of a base in the alternate form. */
  static String prefix(char form) {
    return "boxX".indexOf(form) < 0 ? "" : "0" + form;
  }

  /** The digits of a float as {@code str} has them. */
  static String shortest(double size) {
    return PythonText.repr(size);
  }

  /** Separators between groups of digits before the point. */
  static String grouped(String digits, String separator, int group) {
    int end = 0;
    while (end < digits.length()
        && Character.digit(digits.charAt(end), 16) >= 0
        && digits.charAt(end) != 'e') {
      end++;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int at = end - group; at > 0; at -= group) {
      out.insert(at, separator);
    }
    return out.toString();
  }
}
