package dev.plumbline.exchange;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * JSON, character for character as Python's {@code json.dumps} writes it: hashes in lm-evaluation-
 * harness and Every Eval Ever are over such text. Values are maps, lists, texts, numbers, booleans
 * and {@code null}; keys keep their order.
 *
 * <p>Source: CPython's {@code Lib/json/encoder.py} and {@code float.__repr__}.
 */
public final class PythonJson {
  /** {@code json.dumps(value, indent=2, ensure_ascii=False)}. */
  public static final PythonJson INDENTED = new PythonJson("\n", ",", ": ", false);

  /** {@code json.dumps(value, ensure_ascii=False)}, on one line. */
  public static final PythonJson LINE = new PythonJson("", ", ", ": ", false);

  /** {@code json.dumps(value)}: a line also for readers that end lines at U+2028 and the like. */
  public static final PythonJson LINE_ASCII = new PythonJson("", ", ", ": ", true);

  /** {@code json.dumps(value, separators=(",", ":"))}, without characters outside ASCII. */
  public static final PythonJson COMPACT_ASCII = new PythonJson("", ",", ":", true);

  private final String lineEnd;
  private final String comma;
  private final String colon;
  private final boolean ascii;

  private PythonJson(String lineEnd, String comma, String colon, boolean ascii) {
    this.lineEnd = lineEnd;
    this.comma = comma;
    this.colon = colon;
    this.ascii = ascii;
  }

  /** The text of a value. */
  public String dumps(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, 0, out);
    return out.toString();
  }

  private void write(Object value, int depth, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      String separator = "";
      out.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        newLine(depth + 1, out);
        writeText(String.valueOf(entry.getKey()), out);
        out.append(colon);
        write(entry.getValue(), depth + 1, out);
        separator = comma;
      }
      close('}', map.isEmpty(), depth, out);
    } else if (value instanceof List<?> list) {
      String separator = "";
      out.append('[');
      for (Object item : list) {
        out.append(separator);
        newLine(depth + 1, out);
        write(item, depth + 1, out);
        separator = comma;
      }
      close(']', list.isEmpty(), depth, out);
    } else if (value instanceof String text) {
      writeText(text, out);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(number(((Number) value).doubleValue()));
    } else {
      out.append(value);
    }
  }

  private void close(char bracket, boolean empty, int depth, StringBuilder out) {
    if (!empty) {
      newLine(depth, out);
    }
    out.append(bracket);
  }

  private void newLine(int depth, StringBuilder out) {
    if (!lineEnd.isEmpty()) {
      out.append(lineEnd).append("  ".repeat(depth));
    }
  }

  private void writeText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || (ascii && c > '~')) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /**
   * {@code repr} of a float: the shortest digits that give it back, with an exponent below 1e-4 and
   * from 1e16 on.
   */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    // Jackson's writer is shortest on every JDK; before JDK 19 Double.toString was not.
    BigDecimal digits = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String mantissa = digits.scaleByPowerOfTen(-exponent).toPlainString();
    return String.format(
        Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
