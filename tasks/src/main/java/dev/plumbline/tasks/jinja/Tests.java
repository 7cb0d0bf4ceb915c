package dev.plumbline.tasks.jinja;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests behind {@code is}. */
final class Tests {
  /** Whether a value is what the test's name says. */
  interface Test {
    boolean holds(Rendering rendering, Object value, Arguments given);
  }

  /** One of a value alone. */
  private interface Plain {
    boolean holds(Object value);
  }

  /** One of a value and another. */
  private interface Pair {
    boolean holds(Object value, Object other);
  }

  static final Map<String, Test> ALL = new LinkedHashMap<>();

  static {
    plain("defined", value -> !(value instanceof Undefined));
    plain("undefined", value -> value instanceof Undefined);
    plain("none", value -> value == null);
    plain("boolean", value -> value instanceof Boolean);
    plain("true", value -> Boolean.TRUE.equals(value));
    plain("false", value -> Boolean.FALSE.equals(value));
    plain("integer", value -> Numbers.isInteger(value) && !(value instanceof Boolean));
    plain("float", Numbers::isFloat);
    plain("number", Numbers::isNumber);
    plain("string", value -> Values.plain(value) instanceof String);
    plain("mapping", value -> value instanceof Map);
    plain("iterable", Tests::isIterable);
    plain("sequence", Tests::isSequence);
    plain(
        "callable",
        value -> value instanceof Function || value instanceof Macro || value instanceof LoopState);
    plain("escaped", value -> value instanceof Markup);
    plain("lower", value -> Texts.isLower(Values.text(value)));
    plain("upper", value -> Texts.isUpper(Values.text(value)));
    plain("odd", value -> remainder(value, 2L, 1L));
    plain("even", value -> remainder(value, 2L, 0L));
    pair("divisibleby", (value, other) -> remainder(value, other, 0L));
    pair("in", (value, other) -> Values.contains(other, value));
    pair("sameas", Tests::isSame);
    for (List<String> names :
        List.of(
            List.of("==", "==", "eq", "equalto"),
            List.of("!=", "!=", "ne"),
            List.of(">", ">", "gt", "greaterthan"),
            List.of(">=", ">=", "ge"),
            List.of("<", "<", "lt", "lessthan"),
            List.of("<=", "<=", "le"))) {
      for (String name : names) {
        pair(name, (value, other) -> Operators.holds(names.get(0), value, other));
      }
    }
    ALL.put(
        "filter", (rendering, value, given) -> rendering.builtins().filters().containsKey(value));
    ALL.put("test", (rendering, value, given) -> ALL.containsKey(value));
  }

  private Tests() {}

  private static void plain(String name, Plain test) {
    ALL.put(
        name,
        (rendering, value, given) -> {
          given.bind();
          return test.holds(value);
        });
  }

  private static void pair(String name, Pair test) {
    ALL.put(name, (rendering, value, given) -> test.holds(value, given.bind("other").any("other")));
  }

  private static boolean remainder(Object value, Object divisor, long wanted) {
    return Values.equal(Operators.binary("%", value, divisor), wanted);
  }

  private static boolean isIterable(Object value) {
    if (value instanceof Undefined undefined) {
      undefined.use();
    }
    return Values.isIterable(value);
  }

  private static boolean isSequence(Object value) {
    return value instanceof Undefined undefined
        ? !undefined.strict()
        : Values.plain(value) instanceof String || value instanceof List || value instanceof Map;
  }

  private static boolean isSame(Object value, Object other) {
    boolean constants =
        value == null || other == null || value instanceof Boolean || other instanceof Boolean;
    if (constants) {
      return value == null ? other == null : value.equals(other);
    }
    if (value != other
        && Values.kind(value).equals(Values.kind(other))
        && Values.equal(value, other)) {
      throw new JinjaException("whether two equal values are the same one is not supported");
    }
    return value == other;
  }
}
