package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code int()} and {@code float()}. */
final class Conversions {
  private static final Pattern WHOLE =
      Pattern.compile("([+-]?)(0[xX]|0[oO]|0[bB])?((?:[0-9a-zA-Z](?:_?))*[0-9a-zA-Z])");
  private static final Pattern REAL =
      Pattern.compile(
          "[+-]?(?:(?:\\d+(?:_\\d+)*\\.?(?:\\d+(?:_\\d+)*)?|\\.\\d+(?:_\\d+)*)(?:[eE][+-]?\\d+(?:_\\d+)*)?)");

  private Conversions() {}

  /** {@code int(value)}; empty where Python raises. */
  static Optional<Object> integer(Object value, int base) {
    Object plain = Values.plain(value);
    if (plain instanceof String text) {
      return parsed(PythonText.strip(text), base);
    }
    if (Numbers.isInteger(plain)) {
      return Optional.of(Numbers.narrowed(Numbers.integer(plain)));
    }
    if (Numbers.isFloat(plain)) {
      double real = Numbers.real(plain);
      return Double.isNaN(real) || Double.isInfinite(real)
          ? Optional.empty()
          : Optional.of(truncated(real));
    }
    return Optional.empty();
  }

  static Object truncated(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new JinjaException("no whole number is " + PythonText.repr(value));
    }
    return Numbers.narrowed(new BigDecimal(value).toBigInteger());
  }

  private static Optional<Object> parsed(String text, int base) {
    Matcher parts = WHOLE.matcher(ascii(text));
    if (!parts.matches()) {
      return Optional.empty();
    }
    String prefix = parts.group(2) == null ? "" : parts.group(2).toLowerCase(Locale.ROOT);
    int radix = prefix.isEmpty() ? base : prefix.equals("0x") ? 16 : prefix.equals("0o") ? 8 : 2;
    String digits = parts.group(3).replace("_", "");
    if (!prefix.isEmpty() && base != 0 && base != radix) {
      return Optional.empty();
    }
    if (base == 0 && prefix.isEmpty()) {
      radix = 10;
      if (digits.length() > 1 && digits.startsWith("0") && !digits.matches("0+")) {
        return Optional.empty();
      }
    }
    try {
      BigInteger size = new BigInteger(digits, radix);
      return Optional.of(Numbers.narrowed(parts.group(1).equals("-") ? size.negate() : size));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Digits of other scripts as those of ASCII. */
  private static String ascii(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c > 127 && Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                out.append(Character.digit(c, 10));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** {@code float(value)}; empty where Python raises. */
  static Optional<Double> real(Object value) {
    Object plain = Values.plain(value);
    if (Numbers.isNumber(plain)) {
      return Optional.of(Numbers.real(plain));
    }
    if (!(plain instanceof String text)) {
      return Optional.empty();
    }
    String stripped = ascii(PythonText.strip(text));
    String lower = stripped.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
    double sign = stripped.startsWith("-") ? -1 : 1;
    if (lower.equals("inf") || lower.equals("infinity")) {
      return Optional.of(sign * Double.POSITIVE_INFINITY);
    }
    if (lower.equals("nan")) {
      return Optional.of(Double.NaN);
    }
    return REAL.matcher(stripped).matches()
        ? Optional.of(Double.valueOf(stripped.replace("_", "")))
        : Optional.empty();
  }
}
