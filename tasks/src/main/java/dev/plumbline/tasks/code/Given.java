package dev.plumbline.tasks.code;

import dev.plumbline.protocol.PlumblineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Python function gave for one row.
 *
 * @param content a plain value, null too: Boolean, Long, BigInteger, Double, String, List or Map;
 *     Python's tuples and numpy's numbers are mappings with a key of their own
 * @param error why it gave nothing
 */
public record Given(Object content, Optional<String> error) {
  private static final String TUPLE = "\0tuple";
  private static final String NUMPY = "\0numpy";

  static Given value(Object content) {
    return new Given(content, Optional.empty());
  }

  static Given failure(String error) {
    return new Given(null, Optional.of(error));
  }

  /**
   * The value.
   *
   * @throws PlumblineException where the function failed
   */
  public Object value() {
    error.ifPresent(
        line -> {
          throw new PlumblineException(line);
        });
    return content;
  }

  /** A value that is a tuple to Python. */
  public static Object tuple(List<?> values) {
    return Map.of(TUPLE, values);
  }

  /**
   * A value that is numpy's to Python, where there is numpy.
   *
   * @param type such as {@code <i8}
   * @param value a number, or a list of them
   */
  public static Object numpy(String type, Object value) {
    return Map.of(NUMPY, List.of(type, value));
  }

  /** A value as a line of JSON, as the process of task code is given it. */
  public static String json(Object value) {
    return PythonJson.written(value);
  }

  /** The value in a line of JSON that {@link #json} made. */
  public static Object parsed(String line) {
    return PythonJson.read(line);
  }

  /** One of numpy's numbers as a plain one; anything else as it is. */
  public static Object number(Object value) {
    return value instanceof Map<?, ?> map
            && map.get(NUMPY) instanceof List<?> typed
            && !(typed.get(1) instanceof List<?>)
        ? typed.get(1)
        : value;
  }

  /** A tuple's values as a list; anything else as it is. */
  public static Object list(Object value) {
    return value instanceof Map<?, ?> map && map.containsKey(TUPLE) ? map.get(TUPLE) : value;
  }

  /** What a value is to its Python, such as {@code tuple}; absent for one that is plain. */
  public static Optional<String> special(Object value) {
    return value instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("\0"))
        ? Optional.of(
            map.containsKey(TUPLE) ? "tuple" : "value of numpy's or a mapping without names")
        : Optional.empty();
  }
}
