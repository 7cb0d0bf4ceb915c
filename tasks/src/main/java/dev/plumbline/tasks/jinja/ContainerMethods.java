package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Arguments.Bound;
import dev.plumbline.tasks.python.PythonTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods of Python's list, tuple and dict. */
final class ContainerMethods {
  static final Set<String> OF_DICTS =
      Set.of(
          "clear",
          "copy",
          "fromkeys",
          "get",
          "items",
          "keys",
          "pop",
          "popitem",
          "setdefault",
          "update",
          "values");
  static final Set<String> OF_LISTS =
      Set.of(
          "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove",
          "reverse", "sort");
  static final Set<String> OF_TUPLES = Set.of("count", "index");

  /** Those that change what they are called on. */
  private static final Set<String> CHANGING =
      Set.of(
          "append",
          "clear",
          "extend",
          "insert",
          "pop",
          "popitem",
          "remove",
          "reverse",
          "setdefault",
          "sort",
          "update");

  private ContainerMethods() {}

  /** Whether a sandbox, such as that of chat templates, refuses it. */
  static boolean changes(String method) {
    return CHANGING.contains(method);
  }

  static Object ofDict(Map<Object, Object> dict, String method, Arguments given) {
    return switch (method) {
      case "items" -> {
        given.bind();
        yield new DictView("dict_items", pairs(dict));
      }
      case "keys" -> {
        given.bind();
        yield new DictView("dict_keys", new ArrayList<>(dict.keySet()));
      }
      case "values" -> {
        given.bind();
        yield new DictView("dict_values", new ArrayList<>(dict.values()));
      }
      case "copy" -> {
        given.bind();
        yield new LinkedHashMap<>(dict);
      }
      case "get" -> {
        Bound bound = given.bind("key", "default");
        yield Dicts.has(dict, bound.any("key"))
            ? Dicts.get(dict, bound.any("key"))
            : bound.any("default", null);
      }
      case "update" -> {
        if (given.positional().size() > 1) {
          throw given.failure("takes at most one argument");
        }
        given.positional().forEach(more -> entries(more).forEach((k, v) -> Dicts.put(dict, k, v)));
        given.named().forEach((key, value) -> Dicts.put(dict, key, value));
        yield null;
      }
      case "setdefault" -> {
        Bound bound = given.bind("key", "default");
        if (!Dicts.has(dict, bound.any("key"))) {
          Dicts.put(dict, bound.any("key"), bound.any("default", null));
        }
        yield Dicts.get(dict, bound.any("key"));
      }
      case "pop" -> {
        Bound bound = given.bind("key", "default");
        Object key = bound.any("key");
        if (!Dicts.has(dict, key)) {
          if (!bound.has("default")) {
            throw given.failure("finds no key " + Values.repr(key));
          }
          yield bound.any("default");
        }
        Object value = Dicts.get(dict, key);
        dict.keySet().removeIf(candidate -> Values.equal(candidate, key));
        yield value;
      }
      default -> throw new JinjaException("the method dict." + method + " is not supported");
    };
  }

  /** Tuples of key and value. */
  static List<Object> pairs(Map<?, ?> dict) {
    List<Object> pairs = new ArrayList<>();
    dict.forEach((key, value) -> pairs.add(PythonTuple.of(key, value)));
    return pairs;
  }

  /** {@code dict(value)}. */
  static Map<Object, Object> entries(Object value) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      entries.putAll(map);
      return entries;
    }
    for (Object pair : Values.items(value)) {
      List<Object> both = Values.items(pair);
      if (both.size() != 2) {
        throw new JinjaException("a dict is made of pairs");
      }
      Dicts.put(entries, both.get(0), both.get(1));
    }
    return entries;
  }

  static Object ofList(List<Object> list, String method, Arguments given) {
    return switch (method) {
      case "index" -> index(list, given.bind("value", "start", "stop"));
      case "count" -> {
        Object wanted = given.bind("value").any("value");
        yield list.stream().filter(item -> Values.equal(item, wanted)).count();
      }
      case "copy" -> {
        given.bind();
        yield new ArrayList<>(list);
      }
      case "append" -> {
        list.add(given.bind("object").any("object"));
        yield null;
      }
      case "extend" -> {
        list.addAll(Values.items(given.bind("iterable").any("iterable")));
        yield null;
      }
      case "insert" -> {
        Bound bound = given.bind("index", "object");
        int at = bound.number("index");
        int place = at < 0 ? Math.max(0, at + list.size()) : Math.min(at, list.size());
        list.add(place, bound.any("object"));
        yield null;
      }
      case "reverse" -> {
        given.bind();
        Collections.reverse(list);
        yield null;
      }
      case "pop" -> {
        int at = given.bind("index").number("index", -1);
        int place = at < 0 ? at + list.size() : at;
        if (place < 0 || place >= list.size()) {
          throw given.failure("has no such place");
        }
        yield list.remove(place);
      }
      default -> throw new JinjaException("the method list." + method + " is not supported");
    };
  }

  private static Object index(List<Object> list, Bound given) {
    if (given.has("start") || given.has("stop")) {
      throw new JinjaException("list.index with a start is not supported");
    }
    Object wanted = given.any("value");
    for (int i = 0; i < list.size(); i++) {
      if (Values.equal(list.get(i), wanted)) {
        return (long) i;
      }
    }
    throw new JinjaException(Values.repr(wanted) + " is not in the list");
  }
}
