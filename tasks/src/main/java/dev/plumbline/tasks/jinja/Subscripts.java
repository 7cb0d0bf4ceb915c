package dev.plumbline.tasks.jinja;

import static dev.plumbline.tasks.jinja.HasAttributes.MISSING;

import dev.plumbline.tasks.python.PythonText;
import dev.plumbline.tasks.python.PythonTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code object.name}, {@code object[key]} and slices, as Jinja2 looks them up. */
final class Subscripts {
  private static final Set<String> OF_NUMBERS =
      Set.of(
          "real",
          "imag",
          "numerator",
          "denominator",
          "bit_length",
          "bit_count",
          "conjugate",
          "to_bytes",
          "from_bytes",
          "as_integer_ratio",
          "is_integer",
          "hex",
          "fromhex");

  private final boolean strict;
  private final boolean sandbox;

  /**
   * @param strict whether what is missing fails when it is used
   * @param sandbox whether methods that change their object are refused
   */
  Subscripts(boolean strict, boolean sandbox) {
    this.strict = strict;
    this.sandbox = sandbox;
  }

  /** The object's attribute, else its item. */
  Object attribute(Object object, String name) {
    requirePresent(object);
    Object attribute = own(object, name);
    if (attribute != MISSING) {
      return attribute;
    }
    if (object instanceof Map<?, ?> map && map.containsKey(name)) {
      return map.get(name);
    }
    return missing(object, "attribute '" + name + "'");
  }

  /** The object's item, else its attribute. */
  Object item(Object object, Object key) {
    requirePresent(object);
    Object found = MISSING;
    if (object instanceof Map<?, ?> map) {
      found =
          key instanceof Map || isList(key) || !Values.hasKey(map, key)
              ? MISSING
              : Values.get(map, key);
    } else if (Values.plain(object) instanceof String text && Numbers.isInteger(key)) {
      found = character(text, key);
    } else if (object instanceof List<?> list && Numbers.isInteger(key)) {
      found = element(list, key);
    }
    if (object instanceof Function) {
      throw new JinjaException("an item of a function is not supported");
    }
    if (found == MISSING && Values.plain(key) instanceof String name) {
      found = own(object, name);
    }
    if (found == MISSING) {
      if (key instanceof Undefined undefined) {
        throw undefined.failure();
      }
      return missing(object, "item " + PythonText.repr(Values.plain(key)));
    }
    return found;
  }

  private static boolean isList(Object value) {
    return value instanceof List && !(value instanceof PythonTuple);
  }

  private static void requirePresent(Object object) {
    if (object instanceof Undefined undefined) {
      throw undefined.failure();
    }
  }

  private Undefined missing(Object object, String what) {
    return new Undefined("'" + Values.kind(object) + "' has no " + what, strict);
  }

  private static Object character(String text, Object key) {
    int length = PythonText.length(text);
    int place = place(key, length);
    return place < 0
        ? MISSING
        : Character.toString(text.codePointAt(text.offsetByCodePoints(0, place)));
  }

  private static Object element(List<?> list, Object key) {
    int place = place(key, list.size());
    return place < 0 ? MISSING : list.get(place);
  }

  /** Below zero where there is none. */
  private static int place(Object key, int length) {
    java.math.BigInteger index = Numbers.integer(key);
    if (index.bitLength() >= Integer.SIZE) {
      return -1;
    }
    int place = index.intValue() < 0 ? index.intValue() + length : index.intValue();
    return place < length ? place : -1;
  }

  /** What Python's object itself has of that name. */
  private Object own(Object object, String name) {
    if (name.startsWith("__")) {
      throw new JinjaException("'" + name + "' is out of reach of templates");
    }
    if (object instanceof HasAttributes has) {
      Object attribute = has.attribute(name);
      if (attribute != MISSING || !(object instanceof List)) {
        return attribute;
      }
    }
    if (object instanceof Markup && TextMethods.NAMES.contains(name)) {
      throw new JinjaException("methods of a text that is marked safe are not supported");
    }
    if (object instanceof String text && TextMethods.NAMES.contains(name)) {
      return (Function) given -> TextMethods.call(text, name, given);
    }
    if (object instanceof Map<?, ?> map && ContainerMethods.OF_DICTS.contains(name)) {
      requireUnchanging(name);
      @SuppressWarnings("unchecked") // Dicts of templates hold anything.
      Map<Object, Object> dict = (Map<Object, Object>) map;
      return (Function) given -> ContainerMethods.ofDict(dict, name, given);
    }
    if (object instanceof List<?> list && methods(list).contains(name)) {
      requireUnchanging(name);
      @SuppressWarnings("unchecked") // As dicts.
      List<Object> items = (List<Object>) list;
      return (Function) given -> ContainerMethods.ofList(items, name, given);
    }
    if (object instanceof Range && Set.of("start", "stop", "step").contains(name)) {
      throw new JinjaException("'" + name + "' of a range is not supported");
    }
    if (Numbers.isNumber(object) && OF_NUMBERS.contains(name)) {
      throw new JinjaException("'" + name + "' of a number is not supported");
    }
    if (object instanceof Function || object instanceof Generator || object instanceof DictView) {
      throw new JinjaException("'" + name + "' of a " + Values.kind(object) + " is not supported");
    }
    return MISSING;
  }

  private void requireUnchanging(String method) {
    if (sandbox && ContainerMethods.changes(method)) {
      throw new JinjaException("'" + method + "' changes a value, which chat templates must not");
    }
  }

  private static Set<String> methods(List<?> list) {
    return list instanceof PythonTuple || list instanceof Range
        ? ContainerMethods.OF_TUPLES
        : ContainerMethods.OF_LISTS;
  }

  /** {@code object[start:stop:step]}; null stands for None. */
  Object slice(Object object, Object start, Object stop, Object step) {
    requirePresent(object);
    Object inside = Values.plain(object);
    if (inside instanceof String text) {
      StringBuilder out = new StringBuilder();
      int[] characters = text.codePoints().toArray();
      for (int place : Places.of(characters.length, start, stop, step).all()) {
        out.appendCodePoint(characters[place]);
      }
      return out.toString();
    }
    if (inside instanceof Range range) {
      Places places = Places.of(range.size(), start, stop, step);
      return range.slice(places.first(), places.end(), places.by());
    }
    if (inside instanceof List<?> list) {
      List<Object> some = new ArrayList<>();
      for (int place : Places.of(list.size(), start, stop, step).all()) {
        some.add(list.get(place));
      }
      return list instanceof PythonTuple ? new PythonTuple(some) : some;
    }
    throw new JinjaException("'" + Values.kind(inside) + "' cannot be sliced");
  }

  /** The places that a slice takes. */
  private record Places(int first, int end, int by) {
    static Places of(int length, Object start, Object stop, Object step) {
      int by = step == null ? 1 : bound(step, "step");
      if (by == 0) {
        throw new JinjaException("the step of a slice is zero");
      }
      int first =
          start == null ? (by < 0 ? length - 1 : 0) : clamped(bound(start, "start"), length, by);
      int end = stop == null ? (by < 0 ? -1 : length) : clamped(bound(stop, "stop"), length, by);
      return new Places(first, end, by);
    }

    List<Integer> all() {
      List<Integer> places = new ArrayList<>();
      for (long place = first; by > 0 ? place < end : place > end; place += by) {
        places.add((int) place);
      }
      return places;
    }
  }

  private static int bound(Object value, String what) {
    return Arguments.of("a slice", value).bind(what).number(what);
  }

  private static int clamped(int place, int length, int step) {
    if (place < 0) {
      long from = (long) place + length;
      return from < 0 ? (step < 0 ? -1 : 0) : (int) from;
    }
    return place >= length ? (step < 0 ? length - 1 : length) : place;
  }
}
