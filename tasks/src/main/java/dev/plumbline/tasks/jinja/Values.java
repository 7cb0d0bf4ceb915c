package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonText;
import dev.plumbline.tasks.python.PythonTuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What Python's built-in operations make of a template's values. */
final class Values {
  private Values() {}

  /** Markup as the text that it is. */
  static Object plain(Object value) {
    return value instanceof Markup markup ? markup.text() : value;
  }

  static boolean truth(Object value) {
    if (value instanceof Undefined undefined) {
      undefined.use();
      return false;
    }
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (Numbers.isNumber(value)) {
      return Numbers.isNan(value) || Numbers.compare(value, 0L) != 0;
    }
    if (plain(value) instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return !(value instanceof DictView view) || !view.items().isEmpty();
  }

  /** {@code str(value)}. */
  static String text(Object value) {
    if (value instanceof Undefined undefined) {
      undefined.use();
      return "";
    }
    return plain(value) instanceof String text ? text : repr(value);
  }

  /** {@code repr(value)}. */
  static String repr(Object value) {
    requirePrintable(value);
    return value instanceof Range
        ? value.toString()
        : value instanceof DictView view
            ? view.kind() + "(" + PythonText.repr(view.items()) + ")"
            : PythonText.repr(value);
  }

  private static void requirePrintable(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(Values::requireInside);
    } else if (value instanceof List<?> list && !(value instanceof Range)) {
      list.forEach(Values::requireInside);
    } else if (value instanceof DictView view) {
      view.items().forEach(Values::requireInside);
    } else if (!isPlain(value)) {
      throw new JinjaException(
          "a " + kind(value) + " prints its place in memory, which is no prompt");
    }
  }

  private static void requireInside(Object value) {
    if (value instanceof Range || value instanceof DictView || value instanceof Markup) {
      throw new JinjaException("a list of " + kind(value) + " is not supported as text");
    }
    requirePrintable(value);
  }

  private static boolean isPlain(Object value) {
    return value == null
        || value instanceof String
        || Numbers.isNumber(value)
        || value instanceof Range
        || value instanceof Boolean;
  }

  /** As Python names its type. */
  static String kind(Object value) {
    return value == null
        ? "NoneType"
        : value instanceof Boolean
            ? "bool"
            : Numbers.isInteger(value)
                ? "int"
                : Numbers.isFloat(value)
                    ? "float"
                    : value instanceof String
                        ? "str"
                        : value instanceof Map
                            ? "dict"
                            : value instanceof PythonTuple
                                ? "tuple"
                                : value instanceof Range
                                    ? "range"
                                    : value instanceof List
                                        ? "list"
                                        : value instanceof DictView view
                                            ? view.kind()
                                            : value
                                                .getClass()
                                                .getSimpleName()
                                                .toLowerCase(java.util.Locale.ROOT);
  }

  static boolean equal(Object left, Object right) {
    Object a = plain(left);
    Object b = plain(right);
    if (a instanceof Undefined undefined) {
      undefined.use();
      return b instanceof Undefined;
    }
    if (b instanceof Undefined undefined) {
      undefined.use();
      return false;
    }
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return !Numbers.isNan(a) && !Numbers.isNan(b) && Numbers.compare(a, b) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return sameKind(a, b) && equalItems(x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.size() == y.size()
          && x.entrySet().stream()
              .allMatch(
                  entry ->
                      hasKey(y, entry.getKey()) && equal(entry.getValue(), get(y, entry.getKey())));
    }
    return a == null ? b == null : a.equals(b);
  }

  private static boolean sameKind(Object a, Object b) {
    return (a instanceof PythonTuple) == (b instanceof PythonTuple)
        && (a instanceof Range) == (b instanceof Range);
  }

  private static boolean equalItems(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The order of two values, where Python knows one; NaN is refused. */
  static int compare(Object left, Object right) {
    Object a = plain(left);
    Object b = plain(right);
    if (a instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (b instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      if (Numbers.isNan(a) || Numbers.isNan(b)) {
        throw new JinjaException("NaN has no place in an order");
      }
      return Numbers.compare(a, b);
    }
    if (a instanceof String x && b instanceof String y) {
      return Texts.compare(x, y);
    }
    if (a instanceof List<?> x
        && b instanceof List<?> y
        && sameKind(a, b)
        && !(a instanceof Range)) {
      for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
        if (!equal(x.get(i), y.get(i))) {
          return compare(x.get(i), y.get(i));
        }
      }
      return Integer.compare(x.size(), y.size());
    }
    throw new JinjaException("'" + kind(a) + "' and '" + kind(b) + "' have no order");
  }

  /** {@code item in container}. */
  static boolean contains(Object container, Object item) {
    Object inside = plain(container);
    if (inside instanceof Undefined undefined) {
      undefined.use();
      return false;
    }
    if (inside instanceof String text) {
      if (plain(item) instanceof String part) {
        return text.contains(part);
      }
      if (item instanceof Undefined undefined) {
        throw undefined.failure();
      }
      throw new JinjaException("'in' a text needs a text, got " + kind(item));
    }
    if (inside instanceof Map<?, ?> map) {
      if (item instanceof DictView || item instanceof Generator) {
        throw new JinjaException("a " + kind(item) + " in a dict is not supported");
      }
      return hasKey(map, item);
    }
    if (inside instanceof DictView view && !view.kind().equals("dict_values")) {
      requireHashable(item);
    }
    Iterator<?> items = iterator(inside);
    while (items.hasNext()) {
      if (equal(items.next(), item)) {
        return true;
      }
    }
    return false;
  }

  private static void requireHashable(Object item) {
    if (item instanceof Map || (item instanceof List && !(item instanceof PythonTuple))) {
      throw new JinjaException("a " + kind(item) + " is no key");
    }
  }

  /** What a loop goes through. */
  static Iterator<?> iterator(Object value) {
    Object inside = plain(value);
    if (inside instanceof Undefined undefined) {
      undefined.use();
      return List.of().iterator();
    }
    if (inside instanceof String text) {
      return text.codePoints().mapToObj(Character::toString).iterator();
    }
    if (inside instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet()).iterator();
    }
    if (inside instanceof List<?> list) {
      return list.iterator();
    }
    if (inside instanceof DictView view) {
      return view.items().iterator();
    }
    if (inside instanceof Generator generator) {
      return generator.items();
    }
    throw new JinjaException("'" + kind(inside) + "' cannot be looped over");
  }

  static boolean isIterable(Object value) {
    Object inside = plain(value);
    return inside instanceof String
        || inside instanceof Map
        || inside instanceof List
        || inside instanceof DictView
        || inside instanceof Generator
        || inside instanceof Undefined;
  }

  /** {@code list(value)}. */
  static List<Object> items(Object value) {
    List<Object> items = new ArrayList<>();
    iterator(value).forEachRemaining(items::add);
    return items;
  }

  /** {@code len(value)}. */
  static long length(Object value) {
    Object inside = plain(value);
    if (inside instanceof Undefined undefined) {
      undefined.use();
      return 0;
    }
    if (inside instanceof String text) {
      return PythonText.length(text);
    }
    if (inside instanceof Map<?, ?> map) {
      return map.size();
    }
    if (inside instanceof List<?> list) {
      return list.size();
    }
    if (inside instanceof DictView view) {
      return view.items().size();
    }
    throw new JinjaException("'" + kind(inside) + "' has no length");
  }

  /** Keys that are equal in Python are the same key. */
  static boolean hasKey(Map<?, ?> map, Object key) {
    return key(map, key) != MISSING;
  }

  static Object get(Map<?, ?> map, Object key) {
    Object found = key(map, key);
    return found == MISSING ? null : map.get(found);
  }

  private static final Object MISSING = new Object();

  /** The key as the map has it. */
  private static Object key(Map<?, ?> map, Object wanted) {
    Object key = hashable(wanted);
    if (map.containsKey(key)) {
      return key;
    }
    if (Numbers.isNumber(key)) {
      for (Object candidate : map.keySet()) {
        if (Numbers.isNumber(candidate) && equal(candidate, key)) {
          return candidate;
        }
      }
    }
    return MISSING;
  }

  static void put(Map<Object, Object> map, Object key, Object value) {
    Object found = key(map, key);
    map.put(found == MISSING ? hashable(key) : found, value);
  }

  private static Object hashable(Object key) {
    Object plain = plain(key);
    if (plain instanceof Undefined undefined) {
      throw undefined.failure();
    }
    boolean isTuple = plain instanceof PythonTuple;
    if (plain instanceof Map || (plain instanceof List && !isTuple)) {
      throw new JinjaException("a " + kind(plain) + " cannot be a key");
    }
    return plain;
  }

  /** As markupsafe escapes. */
  static String escaped(Object value) {
    return value instanceof Markup markup
        ? markup.text()
        : text(value)
            .replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;");
  }
}
