package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Arguments.Bound;
import dev.plumbline.tasks.jinja.Filters.Filter;
import dev.plumbline.tasks.python.PythonText;
import dev.plumbline.tasks.python.PythonTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters of sequences ({@code jinja2/filters.py}). */
final class ListFilters {
  private ListFilters() {}

  static void addTo(Map<String, Filter> filters) {
    filters.put(
        "length", (rendering, value, given) -> Filters.noArguments(Values.length(value), given));
    filters.put("count", filters.get("length"));
    filters.put(
        "list", (rendering, value, given) -> Filters.noArguments(Values.items(value), given));
    filters.put("first", ListFilters::first);
    filters.put("last", ListFilters::last);
    filters.put("reverse", (rendering, value, given) -> reverse(value, given));
    filters.put("join", ListFilters::join);
    filters.put("items", (rendering, value, given) -> items(value, given));
    filters.put("dictsort", (rendering, value, given) -> dictSort(value, given));
    filters.put("sort", ListFilters::sort);
    filters.put("unique", ListFilters::unique);
    filters.put("min", (rendering, value, given) -> extreme(rendering, value, given, -1));
    filters.put("max", (rendering, value, given) -> extreme(rendering, value, given, 1));
    filters.put("sum", ListFilters::sum);
    filters.put("map", ListFilters::map);
    filters.put(
        "select", (rendering, value, given) -> chosen(rendering, value, given, true, false));
    filters.put(
        "reject", (rendering, value, given) -> chosen(rendering, value, given, false, false));
    filters.put(
        "selectattr", (rendering, value, given) -> chosen(rendering, value, given, true, true));
    filters.put(
        "rejectattr", (rendering, value, given) -> chosen(rendering, value, given, false, true));
    filters.put("groupby", ListFilters::groupBy);
    filters.put("batch", (rendering, value, given) -> batch(value, given));
    filters.put("slice", (rendering, value, given) -> slice(value, given));
    filters.put(
        "attr",
        (rendering, value, given) -> {
          throw given.failure("is not supported");
        });
  }

  private static Object first(Rendering rendering, Object value, Arguments given) {
    given.bind();
    Iterator<?> items = Values.iterator(value);
    return items.hasNext()
        ? items.next()
        : rendering.undefined("there is no first item, the sequence is empty");
  }

  private static Object last(Rendering rendering, Object value, Arguments given) {
    given.bind();
    if (value instanceof Generator) {
      throw given.failure("needs a sequence, got a generator");
    }
    List<Object> items = Values.items(value);
    return items.isEmpty()
        ? rendering.undefined("there is no last item, the sequence is empty")
        : items.get(items.size() - 1);
  }

  private static Object reverse(Object value, Arguments given) {
    given.bind();
    List<Object> items = Values.items(value);
    Collections.reverse(items);
    if (Values.plain(value) instanceof String) {
      StringBuilder text = new StringBuilder();
      items.forEach(text::append);
      return text.toString();
    }
    return value instanceof Generator ? items : new Generator(() -> items);
  }

  private static Object join(Rendering rendering, Object value, Arguments given) {
    Bound bound = given.bind("d", "attribute");
    UnaryOperator<Object> of = getter(rendering, bound.any("attribute", null), false);
    List<String> texts = new ArrayList<>();
    Values.items(value).forEach(item -> texts.add(Values.text(of.apply(item))));
    return String.join(Values.text(bound.any("d", "")), texts);
  }

  private static Object items(Object value, Arguments given) {
    given.bind();
    if (value instanceof Undefined) {
      return new Generator(List::of);
    }
    return new Generator(() -> ContainerMethods.pairs(dict(value, given)));
  }

  private static Map<?, ?> dict(Object value, Arguments given) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw given.failure("needs a dict, got " + Values.kind(value));
  }

  private static Object dictSort(Object value, Arguments given) {
    Bound bound = given.bind("case_sensitive", "by", "reverse");
    String by = bound.has("by") ? bound.text("by") : "key";
    if (!by.equals("key") && !by.equals("value")) {
      throw given.failure("sorts by key or value, not by '" + by + "'");
    }
    boolean exact = bound.truth("case_sensitive", false);
    int part = by.equals("key") ? 0 : 1;
    List<Object> pairs = ContainerMethods.pairs(dict(value, given));
    sort(
        pairs,
        pair -> folded(((PythonTuple) pair).get(part), exact),
        bound.truth("reverse", false));
    return pairs;
  }

  private static Object folded(Object value, boolean exact) {
    return !exact && Values.plain(value) instanceof String text ? PythonText.lower(text) : value;
  }

  private static void sort(List<Object> items, UnaryOperator<Object> key, boolean reversed) {
    Comparator<Object> order = (a, b) -> Values.compare(key.apply(a), key.apply(b));
    items.sort(reversed ? order.reversed() : order);
  }

  private static Object sort(Rendering rendering, Object value, Arguments given) {
    Bound bound = given.bind("reverse", "case_sensitive", "attribute");
    boolean exact = bound.truth("case_sensitive", false);
    Object attribute = bound.any("attribute", null);
    List<UnaryOperator<Object>> parts = new ArrayList<>();
    if (attribute instanceof String several) {
      PythonText.split(several, ",", -1).forEach(one -> parts.add(getter(rendering, one, !exact)));
    } else {
      parts.add(getter(rendering, attribute, !exact));
    }
    List<Object> items = Values.items(value);
    if (items.size() == 1) {
      return items;
    }
    sort(
        items,
        item -> {
          List<Object> keys = new ArrayList<>();
          parts.forEach(part -> keys.add(part.apply(item)));
          return keys;
        },
        bound.truth("reverse", false));
    return items;
  }

  private static Object unique(Rendering rendering, Object value, Arguments given) {
    Bound bound = given.bind("case_sensitive", "attribute");
    UnaryOperator<Object> key =
        getter(rendering, bound.any("attribute", null), !bound.truth("case_sensitive", false));
    return new Generator(
        () -> {
          Map<Object, Object> seen = new LinkedHashMap<>();
          for (Object item : Values.items(value)) {
            Object of = key.apply(item);
            if (!Dicts.has(seen, of)) {
              Dicts.put(seen, of, item);
            }
          }
          return seen.values();
        });
  }

  private static Object extreme(Rendering rendering, Object value, Arguments given, int sign) {
    Bound bound = given.bind("case_sensitive", "attribute");
    UnaryOperator<Object> key =
        getter(rendering, bound.any("attribute", null), !bound.truth("case_sensitive", false));
    List<Object> items = Values.items(value);
    if (items.isEmpty()) {
      return rendering.undefined("there is no item, the sequence is empty");
    }
    Object best = items.get(0);
    for (Object item : items.subList(1, items.size())) {
      if (sign * Values.compare(key.apply(item), key.apply(best)) > 0) {
        best = item;
      }
    }
    return best;
  }

  private static Object sum(Rendering rendering, Object value, Arguments given) {
    Bound bound = given.bind("attribute", "start");
    UnaryOperator<Object> of = getter(rendering, bound.any("attribute", null), false);
    Object sum = bound.any("start", 0L);
    // Python 3.12 and later add floats with Neumaier's compensation, earlier ones do not.
    double compensation = 0;
    for (Object item : Values.items(value)) {
      Object next = of.apply(item);
      Object more = Operators.binary("+", sum, next);
      if (Numbers.isFloat(more)) {
        double a = Numbers.real(sum);
        double b = Numbers.real(next);
        double all = Numbers.real(more);
        compensation += Math.abs(a) >= Math.abs(b) ? a - all + b : b - all + a;
      }
      sum = more;
    }
    if (Numbers.isFloat(sum) && Numbers.real(sum) + compensation != Numbers.real(sum)) {
      throw given.failure("gives a sum that depends on Python's version, which is not supported");
    }
    return sum;
  }

  private static Object map(Rendering rendering, Object value, Arguments given) {
    if (given.positional().isEmpty()) {
      Bound bound = given.bind("default", "attribute");
      if (!bound.has("attribute")) {
        throw given.failure("needs a filter's name or an attribute");
      }
      UnaryOperator<Object> of = getter(rendering, bound.any("attribute"), false);
      Object otherwise = bound.any("default", null);
      return mapped(
          value,
          item -> {
            Object found = of.apply(item);
            return found instanceof Undefined && otherwise != null ? otherwise : found;
          });
    }
    String name = Values.text(given.positional().get(0));
    if (!rendering.builtins().filters().containsKey(name)) {
      throw new JinjaException("no filter named '" + name + "'");
    }
    Arguments rest = given.rest();
    return mapped(value, item -> rendering.filter(name, item, rest));
  }

  /** None, where the value is false, whatever it is. */
  private static List<Object> itemsIfAny(Object value) {
    return Values.truth(value) ? Values.items(value) : List.of();
  }

  private static Generator mapped(Object value, UnaryOperator<Object> of) {
    return new Generator(() -> itemsIfAny(value).stream().map(of).toList());
  }

  private static Object chosen(
      Rendering rendering, Object value, Arguments given, boolean wanted, boolean ofAttribute) {
    if (ofAttribute && given.positional().isEmpty()) {
      throw given.failure("needs an attribute");
    }
    UnaryOperator<Object> of =
        getter(rendering, ofAttribute ? given.positional().get(0) : null, false);
    Arguments test = ofAttribute ? given.rest() : given;
    return new Generator(
        () -> {
          List<Object> chosen = new ArrayList<>();
          for (Object item : itemsIfAny(value)) {
            Object tested = of.apply(item);
            boolean holds =
                test.positional().isEmpty()
                    ? Values.truth(tested)
                    : rendering.test(Values.text(test.positional().get(0)), tested, test.rest());
            if (holds == wanted) {
              chosen.add(item);
            }
          }
          return chosen;
        });
  }

  private static Object groupBy(Rendering rendering, Object value, Arguments given) {
    Bound bound = given.bind("attribute", "default", "case_sensitive");
    boolean exact = bound.truth("case_sensitive", false);
    Object otherwise = bound.any("default", null);
    UnaryOperator<Object> plain = getter(rendering, bound.any("attribute"), false);
    UnaryOperator<Object> key =
        item -> {
          Object found = plain.apply(item);
          return folded(found instanceof Undefined && otherwise != null ? otherwise : found, exact);
        };
    List<Object> items = Values.items(value);
    sort(items, key, false);
    List<Object> groups = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= items.size(); i++) {
      if (i == items.size()
          || !Values.equal(key.apply(items.get(i)), key.apply(items.get(start)))) {
        Object first = plain.apply(items.get(start));
        Object grouper = first instanceof Undefined && otherwise != null ? otherwise : first;
        groups.add(new Filters.Group(grouper, new ArrayList<>(items.subList(start, i))));
        start = i;
      }
    }
    return groups;
  }

  private static Object batch(Object value, Arguments given) {
    Bound bound = given.bind("linecount", "fill_with");
    int size = bound.number("linecount");
    if (size < 1) {
      throw given.failure("needs a size of at least 1");
    }
    return new Generator(() -> batches(Values.items(value), size, bound.any("fill_with", null)));
  }

  private static List<Object> batches(List<Object> items, int size, Object fill) {
    List<Object> batches = new ArrayList<>();
    for (int start = 0; start < items.size(); start += size) {
      List<Object> some =
          new ArrayList<>(items.subList(start, Math.min(start + size, items.size())));
      while (some.size() < size && fill != null) {
        some.add(fill);
      }
      batches.add(some);
    }
    return batches;
  }

  private static Object slice(Object value, Arguments given) {
    Bound bound = given.bind("slices", "fill_with");
    int slices = bound.number("slices");
    if (slices < 1) {
      throw given.failure("needs at least one slice");
    }
    return new Generator(() -> slices(Values.items(value), slices, bound.any("fill_with", null)));
  }

  private static List<Object> slices(List<Object> items, int slices, Object fill) {
    int each = items.size() / slices;
    int longer = items.size() % slices;
    List<Object> result = new ArrayList<>();
    int start = 0;
    for (int number = 0; number < slices; number++) {
      int end = start + each + (number < longer ? 1 : 0);
      List<Object> some = new ArrayList<>(items.subList(start, end));
      if (number >= longer && fill != null) {
        some.add(fill);
      }
      result.add(some);
      start = end;
    }
    return result;
  }

  /** Reads an attribute such as {@code a.b.0}; null stands for the item itself. */
  private static UnaryOperator<Object> getter(Rendering rendering, Object attribute, boolean fold) {
    List<Object> parts = new ArrayList<>();
    if (attribute instanceof String path) {
      for (String part : PythonText.split(path, ".", -1)) {
        parts.add(PythonText.isDigits(part) ? (Object) Long.valueOf(part) : part);
      }
    } else if (attribute != null) {
      parts.add(attribute);
    }
    return item -> {
      Object found = item;
      for (Object part : parts) {
        found = rendering.subscripts().item(found, part);
      }
      return folded(found, !fold);
    };
  }
}
