package dev.plumbline.tasks.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads Python literals, as {@code ast.literal_eval}: strings, numbers, True, False, None, lists,
 * tuples (given as lists) and dicts. Templates print lists in this form, and task definitions read
 * them back.
 */
public final class PythonLiteral {
  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** The value, or empty where the text is not one literal. A None inside a list is null. */
  public static Optional<Object> parse(String text) {
    PythonLiteral reader = new PythonLiteral(text.strip());
    try {
      Object value = reader.value();
      reader.skipSpace();
      return reader.at == reader.text.length() ? Optional.ofNullable(value) : Optional.empty();
    } catch (Malformed | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed() {
      super(null, null, false, false);
    }
  }

  private Object value() {
    skipSpace();
    char c = peek();
    if (c == '[') {
      return items(']');
    }
    if (c == '(') {
      return items(')');
    }
    if (c == '{') {
      return dict();
    }
    if (c == '\'' || c == '"') {
      return strings();
    }
    int start = at;
    while (at < text.length() && "+-._".indexOf(peek()) + 1 + word(peek()) > 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      default -> number(word);
    };
  }

  private static int word(char c) {
    return Character.isLetterOrDigit(c) ? 1 : 0;
  }

  private static Object number(String word) {
    String digits = word.replace("_", "");
    if (digits.matches("[+-]?(0+|[1-9][0-9]*)")) {
      return Long.valueOf(digits);
    }
    if (digits.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")
        && !digits.matches("[+-]?[0-9]+")) {
      return Double.valueOf(digits);
    }
    throw new Malformed();
  }

  private List<Object> items(char close) {
    at++;
    List<Object> items = new ArrayList<>();
    skipSpace();
    while (peek() != close) {
      items.add(value());
      skipSpace();
      if (peek() == ',') {
        at++;
        skipSpace();
      } else if (peek() != close) {
        throw new Malformed();
      }
    }
    at++;
    return items;
  }

  private Map<Object, Object> dict() {
    at++;
    Map<Object, Object> dict = new LinkedHashMap<>();
    skipSpace();
    while (peek() != '}') {
      Object key = value();
      skipSpace();
      if (peek() != ':') {
        throw new Malformed();
      }
      at++;
      dict.put(key, value());
      skipSpace();
      if (peek() == ',') {
        at++;
        skipSpace();
      } else if (peek() != '}') {
        throw new Malformed();
      }
    }
    at++;
    return dict;
  }

  /** One string, or several side by side, which Python joins. */
  private String strings() {
    StringBuilder out = new StringBuilder();
    while (at < text.length() && (peek() == '\'' || peek() == '"')) {
      string(out);
      skipSpace();
    }
    return out.toString();
  }

  private void string(StringBuilder out) {
    char quote = text.charAt(at++);
    while (peek() != quote) {
      char c = text.charAt(at++);
      if (c == '\n') {
        throw new Malformed();
      }
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
    at++;
  }

  private void escape(StringBuilder out) {
    char c = peek();
    at++;
    switch (c) {
      case '\n' -> {}
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'v' -> out.append('\u000b');
      case 'x' -> hex(out, 2);
      case 'u' -> hex(out, 4);
      case 'U' -> hex(out, 8);
      case '\\', '\'', '"' -> out.append(c);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int value = c - '0';
        for (int i = 0; i < 2 && at < text.length() && peek() >= '0' && peek() <= '7'; i++) {
          value = value * 8 + (text.charAt(at++) - '0');
        }
        out.append((char) value);
      }
      default -> out.append('\\').append(c);
    }
  }

  private void hex(StringBuilder out, int digits) {
    if (at + digits > text.length()) {
      throw new Malformed();
    }
    int value = Integer.parseUnsignedInt(text.substring(at, at + digits), 16);
    if (!Character.isValidCodePoint(value)) {
      throw new Malformed();
    }
    out.appendCodePoint(value);
    at += digits;
  }

  private char peek() {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
