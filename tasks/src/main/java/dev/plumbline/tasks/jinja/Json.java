package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Python's {@code json.dumps}.
 *
 * @param indent what one level is indented by; null for one line
 */
record Json(
    boolean asciiOnly, String indent, String itemSeparator, String keySeparator, boolean sorted) {

  String dumps(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value, 0);
    return out.toString();
  }

  private void append(StringBuilder out, Object value, int level) {
    Object plain = Values.plain(value);
    if (plain == null) {
      out.append("null");
    } else if (plain instanceof Boolean truth) {
      out.append(truth);
    } else if (plain instanceof String text) {
      appendText(out, text);
    } else if (Numbers.isNumber(plain)) {
      out.append(number(plain));
    } else if (plain instanceof Map<?, ?> map) {
      appendMap(out, map, level);
    } else if (plain instanceof List<?> list && !(plain instanceof Range)) {
      List<Runnable> items = new ArrayList<>();
      list.forEach(item -> items.add(() -> append(out, item, level + 1)));
      appendAll(out, '[', ']', items, level);
    } else {
      throw new JinjaException("a " + Values.kind(plain) + " cannot be written as JSON");
    }
  }

  private static String number(Object value) {
    if (Numbers.isFloat(value)) {
      double real = Numbers.real(value);
      return Double.isNaN(real)
          ? "NaN"
          : Double.isInfinite(real) ? (real > 0 ? "Infinity" : "-Infinity") : PythonText.repr(real);
    }
    return Numbers.integer(value).toString();
  }

  private void appendMap(StringBuilder out, Map<?, ?> map, int level) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (sorted) {
      entries.sort(Comparator.comparing(Map.Entry::getKey, Values::compare));
    }
    List<Runnable> items = new ArrayList<>();
    for (Map.Entry<?, ?> entry : entries) {
      items.add(
          () -> {
            appendText(out, key(entry.getKey()));
            out.append(keySeparator);
            append(out, entry.getValue(), level + 1);
          });
    }
    appendAll(out, '{', '}', items, level);
  }

  private static String key(Object key) {
    if (key instanceof String text) {
      return text;
    }
    if (key == null) {
      return "null";
    }
    if (key instanceof Boolean truth) {
      return truth.toString();
    }
    if (Numbers.isNumber(key)) {
      return number(key);
    }
    throw new JinjaException("a " + Values.kind(key) + " cannot be a key of JSON");
  }

  private void appendAll(
      StringBuilder out, char open, char close, List<Runnable> items, int level) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      out.append(i > 0 ? itemSeparator : "");
      newLine(out, level + 1);
      items.get(i).run();
    }
    if (!items.isEmpty()) {
      newLine(out, level);
    }
    out.append(close);
  }

  private void newLine(StringBuilder out, int level) {
    if (indent != null) {
      out.append('\n').append(indent.repeat(level));
    }
  }

  private void appendText(StringBuilder out, String text) {
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
          if (c < 0x20 || (asciiOnly && c > 126)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
