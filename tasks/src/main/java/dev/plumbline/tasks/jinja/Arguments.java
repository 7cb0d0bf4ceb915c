package dev.plumbline.tasks.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call's arguments.
 *
 * @param of what is called, as a message names it
 */
record Arguments(String of, List<Object> positional, Map<String, Object> named) {

  static Arguments of(String of, Object... positional) {
    return new Arguments(of, java.util.Arrays.asList(positional), Map.of());
  }

  /**
   * Gives each parameter its argument, as Python does.
   *
   * @return the arguments that are there, by their parameters' names
   */
  Bound bind(String... parameters) {
    if (positional.size() > parameters.length) {
      throw failure("takes at most " + parameters.length + " arguments, got " + positional.size());
    }
    Map<String, Object> bound = new LinkedHashMap<>();
    for (int i = 0; i < positional.size(); i++) {
      bound.put(parameters[i], positional.get(i));
    }
    named.forEach(
        (name, value) -> {
          if (!List.of(parameters).contains(name)) {
            throw failure("has no argument '" + name + "'");
          }
          if (bound.containsKey(name)) {
            throw failure("gets '" + name + "' twice");
          }
          bound.put(name, value);
        });
    return new Bound(this, bound);
  }

  JinjaException failure(String message) {
    return new JinjaException(of + " " + message);
  }

  /** All but the first, which is given for itself. */
  Arguments rest() {
    return new Arguments(of, positional.subList(1, positional.size()), named);
  }

  /** The same with one more before the others. */
  Arguments after(Object first) {
    List<Object> all = new ArrayList<>();
    all.add(first);
    all.addAll(positional);
    return new Arguments(of, all, named);
  }

  /** Arguments by their parameters' names. */
  record Bound(Arguments arguments, Map<String, Object> values) {
    boolean has(String name) {
      return values.containsKey(name);
    }

    Object any(String name) {
      if (!has(name)) {
        throw arguments.failure("lacks the argument '" + name + "'");
      }
      return values.get(name);
    }

    Object any(String name, Object otherwise) {
      return has(name) ? values.get(name) : otherwise;
    }

    String text(String name) {
      Object value = Values.plain(any(name));
      if (value instanceof String text) {
        return text;
      }
      throw arguments.failure("needs a text as '" + name + "', got " + Values.repr(value));
    }

    /** Null where it is absent or None. */
    String textOrNone(String name) {
      return any(name, null) == null ? null : text(name);
    }

    int number(String name, int otherwise) {
      return has(name) ? number(name) : otherwise;
    }

    int number(String name) {
      Object value = any(name);
      if (Numbers.isInteger(value)) {
        BigInteger number = Numbers.integer(value);
        if (number.bitLength() < Integer.SIZE) {
          return number.intValue();
        }
        return number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      }
      throw arguments.failure("needs a whole number as '" + name + "', got " + Values.repr(value));
    }

    boolean truth(String name, boolean otherwise) {
      return has(name) ? Values.truth(any(name)) : otherwise;
    }
  }
}
