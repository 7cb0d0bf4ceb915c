package dev.plumbline.tasks.jinja;

import java.util.List;
import java.util.Map;

/** Python's dict over a Java map: keys that are equal in Python are the same key. */
final class Dicts {
  private Dicts() {}

  static boolean has(Map<?, ?> map, Object key) {
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
        if (Numbers.isNumber(candidate) && Values.equal(candidate, key)) {
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
    Object plain = Values.plain(key);
    if (plain instanceof Undefined undefined) {
      throw undefined.failure();
    }
    boolean isTuple = plain instanceof dev.plumbline.tasks.python.PythonTuple;
    if (plain instanceof Map || (plain instanceof List && !isTuple)) {
      throw new JinjaException("a " + Values.kind(plain) + " cannot be a key");
    }
    return plain;
  }
}
