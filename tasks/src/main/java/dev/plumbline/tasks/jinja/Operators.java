package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonTuple;
import java.util.ArrayList;
import java.util.List;

/** Python's operators on any values. */
final class Operators {
  private Operators() {}

  static boolean holds(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> Values.equal(left, right);
      case "!=" -> !Values.equal(left, right);
      case "in" -> Values.contains(right, left);
      case "not in" -> !Values.contains(right, left);
      default -> ordered(operator, left, right);
    };
  }

  private static boolean ordered(String operator, Object left, Object right) {
    boolean nan = Numbers.isNan(left) || Numbers.isNan(right);
    if (nan && Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return false;
    }
    int order = Values.compare(left, right);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  static Object binary(String operator, Object left, Object right) {
    requireDefined(left);
    if (operator.equals("%") && left instanceof String && right instanceof Undefined) {
      throw new JinjaException("a text % what is undefined is not supported");
    }
    requireDefined(right);
    Object number = Numbers.binary(operator, left, right);
    if (number != null) {
      return number;
    }
    Object other = ofOthers(operator, left, right);
    if (other != null) {
      return other;
    }
    throw new JinjaException(
        "'%s' %s '%s' has no meaning".formatted(Values.kind(left), operator, Values.kind(right)));
  }

  private static void requireDefined(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure();
    }
  }

  private static Object ofOthers(String operator, Object left, Object right) {
    return switch (operator) {
      case "+" -> sum(left, right);
      case "*" ->
          Numbers.isInteger(right)
              ? repeated(left, right)
              : Numbers.isInteger(left) ? repeated(right, left) : null;
      case "%" -> left instanceof String text ? TextFormat.percent(text, right) : null;
      default -> null;
    };
  }

  private static Object sum(Object left, Object right) {
    boolean marked = left instanceof Markup || right instanceof Markup;
    boolean texts = Values.plain(left) instanceof String && Values.plain(right) instanceof String;
    if (marked && texts) {
      return new Markup(Markup.escaped(left) + Markup.escaped(right));
    }
    if (left instanceof String a && right instanceof String b) {
      if (a.length() + b.length() > Rendering.MOST_OUTPUT) {
        throw new JinjaException("builds too long a text");
      }
      return a + b;
    }
    if (isList(left) && isList(right)) {
      boolean tuples = left instanceof PythonTuple;
      if (tuples == (right instanceof PythonTuple)) {
        List<Object> all = new ArrayList<>((List<?>) left);
        all.addAll((List<?>) right);
        return tuples ? new PythonTuple(all) : all;
      }
    }
    return null;
  }

  private static boolean isList(Object value) {
    return value instanceof List && !(value instanceof Range);
  }

  private static Object repeated(Object value, Object times) {
    if (Numbers.integer(times).bitLength() >= Long.SIZE) {
      throw new JinjaException("repeats too often");
    }
    long count = Math.max(0, Numbers.integer(times).longValue());
    if (value instanceof String text) {
      return Texts.repeated(text, count);
    }
    if (value instanceof Markup markup) {
      return new Markup(Texts.repeated(markup.text(), count));
    }
    if (!isList(value)) {
      return null;
    }
    List<?> list = (List<?>) value;
    if (!list.isEmpty() && count > Rendering.MOST_OUTPUT / 16 / list.size()) {
      throw new JinjaException("builds too long a list");
    }
    List<Object> all = new ArrayList<>();
    for (long i = 0; i < count && !list.isEmpty(); i++) {
      all.addAll(list);
    }
    return value instanceof PythonTuple ? new PythonTuple(all) : all;
  }

  static Object unary(String sign, Object value) {
    requireDefined(value);
    if (!Numbers.isNumber(value)) {
      throw new JinjaException(sign + " of a '" + Values.kind(value) + "' has no meaning");
    }
    return sign.equals("-")
        ? Numbers.negated(value)
        : Numbers.isInteger(value) ? Numbers.narrowed(Numbers.integer(value)) : value;
  }
}
