package dev.plumbline.tasks.python;

import dev.plumbline.protocol.text.PythonSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Python's {@code str} methods and {@code str()}/{@code repr()} of plain data. */
public final class PythonText {
  private PythonText() {}

  /** {@code text.strip()}. */
  public static String strip(String text) {
    return strip(text, null);
  }

  /** {@code text.strip(characters)}; null: white space. */
  public static String strip(String text, String characters) {
    return lstrip(rstrip(text, characters), characters);
  }

  /** {@code text.lstrip(characters)}; null: white space. */
  public static String lstrip(String text, String characters) {
    int start = 0;
    while (start < text.length() && goes(text.codePointAt(start), characters)) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  /** {@code text.rstrip(characters)}; null: white space. */
  public static String rstrip(String text, String characters) {
    if (characters == null) {
      return PythonSpace.stripTrailing(text);
    }
    int end = text.length();
    while (end > 0 && goes(text.codePointBefore(end), characters)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }

  private static boolean goes(int c, String characters) {
    return characters == null ? PythonSpace.isSpace(c) : characters.indexOf(c) >= 0;
  }

  /** {@code text.lower()}. */
  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** {@code text.upper()}. */
  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** {@code text.capitalize()}: the first character in title case, all others in lower case. */
  public static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    String firstText = Character.toString(first);
    // Lower-cased as a whole, because a final sigma depends on what stands before it.
    return titleCase(first) + lower(text).substring(lower(firstText).length());
  }

  /** {@code text.title()}: every run of letters capitalized. */
  public static String title(String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder word = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      if (Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c)) {
        word.appendCodePoint(c);
      } else {
        out.append(capitalize(word.toString())).appendCodePoint(c);
        word.setLength(0);
      }
    }
    return out.append(capitalize(word.toString())).toString();
  }

  private static String titleCase(int c) {
    if (Character.toTitleCase(c) != c || Character.isTitleCase(c)) {
      return Character.toString(Character.toTitleCase(c));
    }
    // Characters such as ß have no title case of their own, but an upper case of several letters.
    String upper = upper(Character.toString(c));
    int rest = upper.offsetByCodePoints(0, 1);
    return Character.isUpperCase(upper.codePointAt(0))
        ? upper.substring(0, rest) + lower(upper.substring(rest))
        : upper;
  }

  /** {@code len(text)}: code points. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** {@code text.split(separator)}; for the separator-less form see {@link #splitWords}. */
  public static List<String> split(String text, String separator, int mostSplits) {
    if (separator.isEmpty()) {
      throw new IllegalArgumentException("empty separator");
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = text.indexOf(separator);
        at >= 0 && parts.size() != mostSplits;
        at = text.indexOf(separator, start)) {
      parts.add(text.substring(start, at));
      start = at + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** {@code text.rsplit(separator, mostSplits)}. */
  public static List<String> rsplit(String text, String separator, int mostSplits) {
    if (separator.isEmpty()) {
      throw new IllegalArgumentException("empty separator");
    }
    List<String> parts = new ArrayList<>();
    int end = text.length();
    int at = text.lastIndexOf(separator);
    while (at >= 0 && parts.size() != mostSplits) {
      parts.add(0, text.substring(at + separator.length(), end));
      end = at;
      at = end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
    }
    parts.add(0, text.substring(0, end));
    return parts;
  }

  /** {@code text.split()}: at runs of white space, none at the ends. */
  public static List<String> splitWords(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || PythonSpace.isSpace(text.charAt(i));
      if (space && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /** {@code text.splitlines()}. */
  public static List<String> splitLines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e);
      if (ends || c == 0x85 || c == 0x2028 || c == 0x2029) {
        lines.add(text.substring(start, i));
        if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** {@code text.isdigit()} for the decimal digits, which are the ones that become a number. */
  public static boolean isDigits(String text) {
    return !text.isEmpty() && text.codePoints().allMatch(Character::isDigit);
  }

  /** {@code str(value)} of null, Boolean, Number, String, List and Map. */
  public static String str(Object value) {
    return value instanceof CharSequence text ? text.toString() : repr(value);
  }

  /** {@code repr(value)} of null, Boolean, Number, String, List and Map. */
  public static String repr(Object value) {
    StringBuilder out = new StringBuilder();
    appendRepr(out, value);
    return out.toString();
  }

  private static void appendRepr(StringBuilder out, Object value) {
    if (value == null) {
      out.append("None");
    } else if (value instanceof Boolean truth) {
      out.append(truth ? "True" : "False");
    } else if (value instanceof CharSequence text) {
      appendQuoted(out, text.toString());
    } else if (value instanceof Double || value instanceof Float) {
      out.append(reprDouble(((Number) value).doubleValue()));
    } else if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        appendRepr(out, entry.getKey());
        out.append(": ");
        appendRepr(out, entry.getValue());
        separator = ", ";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof PythonTuple tuple) {
      appendTuple(out, tuple);
    } else if (value instanceof Iterable<?> items) {
      out.append('[');
      String separator = "";
      for (Object item : items) {
        out.append(separator);
        appendRepr(out, item);
        separator = ", ";
      }
      out.append(']');
    } else {
      out.append(value);
    }
  }

  private static void appendTuple(StringBuilder out, PythonTuple tuple) {
    out.append('(');
    String separator = "";
    for (Object item : tuple) {
      out.append(separator);
      appendRepr(out, item);
      separator = ", ";
    }
    out.append(tuple.size() == 1 ? ",)" : ")");
  }

  private static String reprDouble(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    // Both print the shortest digits that read back; they differ in where the exponent begins.
    java.math.BigDecimal digits = new java.math.BigDecimal(Double.toString(value));
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      digits = digits.stripTrailingZeros();
      int exponent = digits.precision() - digits.scale() - 1;
      String all = digits.unscaledValue().abs().toString();
      return (value < 0 ? "-" : "")
          + all.charAt(0)
          + (all.length() > 1 ? "." + all.substring(1) : "")
          + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    String plain = digits.stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static void appendQuoted(StringBuilder out, String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    out.append(quote);
    text.codePoints()
        .forEach(
            c -> {
              if (c == quote || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c == '\n') {
                out.append("\\n");
              } else if (c == '\r') {
                out.append("\\r");
              } else if (c == '\t') {
                out.append("\\t");
              } else if (isPrintable(c)) {
                out.appendCodePoint(c);
              } else {
                String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                out.append(String.format(Locale.ROOT, form, c));
              }
            });
    out.append(quote);
  }

  private static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
