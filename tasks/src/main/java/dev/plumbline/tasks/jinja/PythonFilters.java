package dev.plumbline.tasks.jinja;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Filters and tests whose jinjava form differs from Jinja2's, or that jinjava lacks. */
final class PythonFilters {
  private PythonFilters() {}

  static List<Filter> filters() {
    return List.of(
        ofText("trim", PythonText::strip),
        ofText("lower", PythonText::lower),
        ofText("upper", PythonText::upper),
        ofText("capitalize", PythonText::capitalize),
        ofText("string", UnaryOperator.identity()),
        named("length", (value, arguments) -> length(value)),
        named("count", (value, arguments) -> length(value)),
        named("join", PythonFilters::join),
        named("list", (value, arguments) -> items(value)),
        named(
            "replace",
            (value, arguments) ->
                PythonText.str(value)
                    .replace(PythonText.str(arguments[0]), PythonText.str(arguments[1]))),
        named("default", PythonFilters::fallback),
        named("d", PythonFilters::fallback),
        named("reverse", PythonFilters::reverse),
        named("regex_replace", PythonFilters::regexReplace));
  }

  static List<ExpTest> tests() {
    return List.of(
        test("defined", value -> !(value instanceof Undefined)),
        test("undefined", value -> value instanceof Undefined));
  }

  private interface Body {
    Object apply(Object value, Object[] arguments);
  }

  private record NamedFilter(String name, Body body) implements Filter {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
      return filter(value, interpreter, (Object[]) arguments, Map.of());
    }

    @Override
    public Object filter(
        Object value,
        JinjavaInterpreter interpreter,
        Object[] arguments,
        Map<String, Object> named) {
      List<Object> all = new ArrayList<>(Arrays.asList(arguments));
      all.addAll(named.values());
      return body.apply(value, all.toArray());
    }
  }

  private static Filter named(String name, Body body) {
    return new NamedFilter(name, body);
  }

  private static Filter ofText(String name, UnaryOperator<String> change) {
    return named(name, (value, arguments) -> change.apply(text(value)));
  }

  private static ExpTest test(String name, Predicate<Object> holds) {
    return new ExpTest() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public boolean evaluate(Object value, JinjavaInterpreter interpreter, Object... arguments) {
        return holds.test(value);
      }
    };
  }

  /** {@code str(value)}, which fails for a strict undefined. */
  static String text(Object value) {
    if (value instanceof JinjavaInterpreter) { // Jinjava gives it a name that a template can say.
      throw new JinjaException("the interpreter is no value");
    }
    return value instanceof Undefined ? value.toString() : PythonText.str(value);
  }

  private static List<?> items(Object value) {
    if (value instanceof String text) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof Iterable<?> iterable) {
      List<Object> items = new ArrayList<>();
      iterable.forEach(items::add);
      return items;
    }
    throw new JinjaException(PythonText.repr(value) + " has no items");
  }

  private static Object length(Object value) {
    return (long) items(value).size();
  }

  private static Object join(Object value, Object[] arguments) {
    String separator = arguments.length > 0 ? text(arguments[0]) : "";
    return String.join(separator, items(value).stream().map(PythonFilters::text).toList());
  }

  private static Object fallback(Object value, Object[] arguments) {
    Object instead = arguments.length > 0 ? arguments[0] : "";
    boolean falseToo = arguments.length > 1 && ObjectTruthValue.evaluate(arguments[1]);
    boolean missing = value instanceof Undefined || (falseToo && !ObjectTruthValue.evaluate(value));
    return missing ? instead : value;
  }

  private static Object reverse(Object value, Object[] arguments) {
    if (value instanceof String text) {
      return new StringBuilder(text).reverse().toString();
    }
    List<Object> items = new ArrayList<>(items(value));
    Collections.reverse(items);
    return items;
  }

  /** {@code tojson} as transformers defines it: {@code json.dumps(value, ensure_ascii=False)}. */
  static Filter toJson() {
    return named("tojson", (value, arguments) -> json(value));
  }

  private static String json(Object value) {
    if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Number) {
      return PythonText.repr(value);
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(text(entry.getKey())) + ": " + json(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(PythonFilters::json).collect(Collectors.joining(", ", "[", "]"));
    }
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text(value))) + '"';
  }

  /** The filter that lm-evaluation-harness adds: {@code re.sub}. */
  private static Object regexReplace(Object value, Object[] arguments) {
    int most = arguments.length > 2 ? ((Number) arguments[2]).intValue() : 0;
    return PythonRegex.compile(text(arguments[0])).replace(text(value), text(arguments[1]), most);
  }
}
