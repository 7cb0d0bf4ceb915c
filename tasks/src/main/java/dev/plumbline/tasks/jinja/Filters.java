package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Arguments.Bound;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The filters of both environments, by name; those of sequences stand in {@link ListFilters}. */
final class Filters {
  /** What a filter makes of a value. */
  @FunctionalInterface
  interface Filter {
    Object apply(Rendering rendering, Object value, Arguments given);
  }

  /** Of a text and its arguments alone. */
  @FunctionalInterface
  interface OfText {
    Object apply(String text, Arguments given);
  }

  /** A group that {@code groupby} made: a pair whose parts have names, too. */
  static final class Group extends java.util.AbstractList<Object> {
    private final Object grouper;
    private final List<Object> list;

    Group(Object grouper, List<Object> list) {
      this.grouper = grouper;
      this.list = list;
    }

    @Override
    public Object get(int index) {
      return index == 0 ? grouper : list;
    }

    @Override
    public int size() {
      return 2;
    }

    Object attribute(String name) {
      return name.equals("grouper") ? grouper : name.equals("list") ? list : Subscripts.MISSING;
    }
  }

  static final Map<String, Filter> TASK;
  static final Map<String, Filter> CHAT;

  static {
    Map<String, Filter> common = new HashMap<>();
    ListFilters.addTo(common);
    common.put("default", Filters::fallback);
    common.put("d", Filters::fallback);
    common.put("abs", (rendering, value, given) -> absolute(value, given));
    common.put("int", (rendering, value, given) -> integer(value, given));
    common.put("float", (rendering, value, given) -> real(value, given));
    common.put("round", (rendering, value, given) -> round(value, given));
    common.put("string", (rendering, value, given) -> string(value, given));
    common.put(
        "safe", (rendering, value, given) -> new Markup(noArguments(Values.text(value), given)));
    common.put(
        "escape",
        (rendering, value, given) -> new Markup(noArguments(Markup.escaped(value), given)));
    common.put("e", common.get("escape"));
    ofText(common, "lower", (text, given) -> noArguments(PythonText.lower(text), given));
    ofText(common, "upper", (text, given) -> noArguments(PythonText.upper(text), given));
    ofText(common, "capitalize", (text, given) -> noArguments(PythonText.capitalize(text), given));
    ofText(common, "title", (text, given) -> noArguments(TextFilters.title(text), given));
    ofText(
        common,
        "trim",
        (text, given) -> PythonText.strip(text, given.bind("chars").textOrNone("chars")));
    ofText(common, "center", TextFilters::center);
    common.put(
        "indent",
        (rendering, value, given) -> TextFilters.indent(requireText(value, given), given));
    common.put("truncate", (rendering, value, given) -> TextFilters.truncate(value, given));
    ofText(common, "wordcount", (text, given) -> noArguments(TextFilters.words(text), given));
    ofText(common, "format", TextFilters::format);
    common.put("replace", (rendering, value, given) -> replace(value, given));

    TASK = new HashMap<>(common);
    TASK.put("tojson", (rendering, value, given) -> htmlSafeJson(value, given));
    TASK.put("regex_replace", (rendering, value, given) -> regexReplace(value, given));
    CHAT = new HashMap<>(common);
    CHAT.put("tojson", (rendering, value, given) -> json(value, given));
  }

  private Filters() {}

  private static void ofText(Map<String, Filter> filters, String name, OfText filter) {
    filters.put(
        name,
        (rendering, value, given) -> {
          if (value instanceof Markup) {
            throw given.failure("does not take a text that is marked safe here");
          }
          return filter.apply(Values.text(value), given);
        });
  }

  static String requireText(Object value, Arguments given) {
    if (value instanceof String text) {
      return text;
    }
    throw given.failure("needs a text, got " + Values.kind(value));
  }

  static <T> T noArguments(T result, Arguments given) {
    given.bind();
    return result;
  }

  private static Object fallback(Rendering rendering, Object value, Arguments given) {
    Bound bound = given.bind("default_value", "boolean");
    boolean missing =
        value instanceof Undefined || (bound.truth("boolean", false) && !Values.truth(value));
    return missing ? bound.any("default_value", "") : value;
  }

  private static Object absolute(Object value, Arguments given) {
    given.bind();
    if (!Numbers.isNumber(value)) {
      throw given.failure("needs a number, got " + Values.kind(value));
    }
    return Numbers.isInteger(value)
        ? Numbers.narrowed(Numbers.integer(value).abs())
        : (Object) Math.abs(Numbers.real(value));
  }

  private static Object integer(Object value, Arguments given) {
    Bound bound = given.bind("default", "base");
    if (value instanceof Undefined undefined) {
      undefined.use();
      throw undefined.failure();
    }
    return Conversions.integer(value, bound.number("base", 10))
        .or(() -> Conversions.real(value).filter(Double::isFinite).map(Conversions::truncated))
        .orElseGet(() -> bound.any("default", 0L));
  }

  private static Object real(Object value, Arguments given) {
    Bound bound = given.bind("default");
    if (value instanceof Undefined undefined) {
      undefined.use();
      throw undefined.failure();
    }
    return Conversions.real(value)
        .map(Object.class::cast)
        .orElseGet(() -> bound.any("default", 0.0));
  }

  private static Object round(Object value, Arguments given) {
    Bound bound = given.bind("precision", "method");
    int precision = bound.number("precision", 0);
    String method = bound.has("method") ? bound.text("method") : "common";
    if (!Numbers.isNumber(value)) {
      throw given.failure("needs a number, got " + Values.kind(value));
    }
    switch (method) {
      case "common" -> {
        if (Numbers.isFloat(value)) {
          return Numbers.rounded(Numbers.real(value), precision);
        }
        if (precision < 0) {
          throw given.failure("with digits before the point is not supported for whole numbers");
        }
        return Numbers.narrowed(Numbers.integer(value));
      }
      case "ceil", "floor" -> {
        if (precision < 0) {
          throw given.failure("with digits before the point is not supported");
        }
        Object power = Numbers.binary("**", 10L, (long) precision);
        double scaled = Numbers.real(Numbers.binary("*", value, power));
        double whole = method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled);
        return Numbers.binary("/", Conversions.truncated(whole), power);
      }
      default -> throw given.failure("knows common, ceil and floor, not '" + method + "'");
    }
  }

  private static Object string(Object value, Arguments given) {
    given.bind();
    return value instanceof Markup ? value : Values.text(value);
  }

  private static Object replace(Object value, Arguments given) {
    Bound bound = given.bind("old", "new", "count");
    if (value instanceof Markup) {
      throw given.failure("does not take a text that is marked safe here");
    }
    int count = bound.any("count", null) == null ? -1 : bound.number("count");
    return TextMethods.replace(
        Values.text(value), Values.text(bound.any("old")), Values.text(bound.any("new")), count);
  }

  /** As transformers defines it. */
  private static Object json(Object value, Arguments given) {
    Bound bound = given.bind("ensure_ascii", "indent", "separators", "sort_keys");
    String indent = indent(bound.any("indent", null), given);
    String items = indent == null ? ", " : ",";
    String keys = ": ";
    if (bound.any("separators", null) instanceof List<?> both) {
      if (both.size() != 2) {
        throw given.failure("needs two separators");
      }
      items = Values.text(both.get(0));
      keys = Values.text(both.get(1));
    }
    return new Json(
            bound.truth("ensure_ascii", false),
            indent,
            items,
            keys,
            bound.truth("sort_keys", false))
        .dumps(value);
  }

  private static String indent(Object indent, Arguments given) {
    if (indent == null) {
      return null;
    }
    if (Numbers.isInteger(indent)) {
      return " ".repeat(Math.max(0, Math.min(1_000, Numbers.integer(indent).intValue())));
    }
    if (indent instanceof String text) {
      return text;
    }
    throw given.failure("needs a whole number or a text to indent by");
  }

  /** As Jinja2 itself has it: fit for HTML, with sorted keys. */
  private static Object htmlSafeJson(Object value, Arguments given) {
    Bound bound = given.bind("indent");
    String indent = indent(bound.any("indent", null), given);
    String text = new Json(true, indent, indent == null ? ", " : ",", ": ", true).dumps(value);
    return new Markup(
        text.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }

  /** The filter that lm-evaluation-harness adds: {@code re.sub}. */
  private static Object regexReplace(Object value, Arguments given) {
    Bound bound = given.bind("pattern", "repl", "count");
    if (!(Values.plain(value) instanceof String text)) {
      throw given.failure("needs a text, got " + Values.kind(value));
    }
    return PythonRegex.compile(bound.text("pattern"))
        .replace(text, bound.text("repl"), bound.number("count", 0));
  }
}
