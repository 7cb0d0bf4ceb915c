package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The methods of Python's str, dict and list that templates may call. */
final class PythonMethods {
  private PythonMethods() {}

  static Object ofText(String text, String method, List<Object> arguments) {
    Arguments given = new Arguments("str." + method, arguments);
    return switch (method) {
      case "strip" -> PythonText.strip(text, given.text(0, null));
      case "lstrip" -> PythonText.lstrip(text, given.text(0, null));
      case "rstrip" -> PythonText.rstrip(text, given.text(0, null));
      case "lower" -> PythonText.lower(text);
      case "upper" -> PythonText.upper(text);
      case "title" -> PythonText.title(text);
      case "capitalize" -> PythonText.capitalize(text);
      case "split" -> {
        String separator = given.text(0, null);
        yield separator == null
            ? PythonText.splitWords(text)
            : PythonText.split(text, separator, given.number(1, -1));
      }
      case "rsplit" -> {
        String separator = given.text(0, null);
        yield separator == null
            ? PythonText.splitWords(text)
            : PythonText.rsplit(text, separator, given.number(1, -1));
      }
      case "splitlines" -> PythonText.splitLines(text);
      case "replace" -> text.replace(given.text(0), given.text(1));
      case "startswith" -> given.texts(0).stream().anyMatch(text::startsWith);
      case "endswith" -> given.texts(0).stream().anyMatch(text::endsWith);
      case "find" -> codePointIndex(text, text.indexOf(given.text(0)));
      case "rfind" -> codePointIndex(text, text.lastIndexOf(given.text(0)));
      case "index" -> {
        long index = codePointIndex(text, text.indexOf(given.text(0)));
        if (index < 0) {
          throw new JinjaException("str.index: substring not found");
        }
        yield index;
      }
      case "count" -> (long) PythonText.split(text, given.text(0), -1).size() - 1;
      case "join" -> String.join(text, given.texts(0));
      case "removeprefix" ->
          text.startsWith(given.text(0)) ? text.substring(given.text(0).length()) : text;
      case "removesuffix" ->
          text.endsWith(given.text(0))
              ? text.substring(0, text.length() - given.text(0).length())
              : text;
      case "isdigit" -> PythonText.isDigits(text);
      case "isspace" -> !text.isEmpty() && PythonText.strip(text).isEmpty();
      default -> throw new JinjaException("'str' has no method '" + method + "' here");
    };
  }

  private static long codePointIndex(String text, int index) {
    return index < 0 ? -1 : text.codePointCount(0, index);
  }

  static Object ofMap(Map<?, ?> map, String method, List<Object> arguments) {
    Arguments given = new Arguments("dict." + method, arguments);
    return switch (method) {
      case "items" -> {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(new ArrayList<>(pair(key, value))));
        yield items;
      }
      case "keys" -> new ArrayList<Object>(map.keySet());
      case "values" -> new ArrayList<Object>(map.values());
      case "get" -> {
        String key = given.text(0);
        yield map.containsKey(key) ? map.get(key) : given.any(1, null);
      }
      default -> throw new JinjaException("'dict' has no method '" + method + "' here");
    };
  }

  /** Not {@link List#of}, which takes no null. */
  private static List<Object> pair(Object key, Object value) {
    List<Object> pair = new ArrayList<>();
    pair.add(key);
    pair.add(value);
    return pair;
  }

  static Object ofList(List<?> list, String method, List<Object> arguments) {
    Arguments given = new Arguments("list." + method, arguments);
    return switch (method) {
      case "index" -> {
        Object wanted = given.any(0);
        for (int i = 0; i < list.size(); i++) {
          if (equal(list.get(i), wanted)) {
            yield (long) i;
          }
        }
        throw new JinjaException("list.index: " + PythonText.repr(wanted) + " is not in list");
      }
      case "count" -> {
        Object wanted = given.any(0);
        yield list.stream().filter(item -> equal(item, wanted)).count();
      }
      case "append" -> {
        @SuppressWarnings("unchecked") // Lists of templates hold anything.
        List<Object> items = (List<Object>) list;
        items.add(given.any(0));
        yield null;
      }
      default -> throw new JinjaException("'list' has no method '" + method + "' here");
    };
  }

  private static boolean equal(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return x.doubleValue() == y.doubleValue();
    }
    return a == null ? b == null : a.equals(b);
  }

  /** Positional arguments, read by position and type. */
  private record Arguments(String method, List<Object> values) {
    Object any(int index) {
      if (index >= values.size()) {
        throw new JinjaException(method + ": argument " + (index + 1) + " is missing");
      }
      return any(index, null);
    }

    Object any(int index, Object fallback) {
      Object value = index < values.size() ? values.get(index) : fallback;
      if (value instanceof Undefined undefined) {
        throw undefined.failure();
      }
      return value;
    }

    String text(int index) {
      Object value = any(index);
      if (value instanceof String text) {
        return text;
      }
      throw new JinjaException(
          method + ": argument " + (index + 1) + " is " + PythonText.repr(value) + ", not a text");
    }

    String text(int index, String fallback) {
      return any(index, fallback) == null ? fallback : text(index);
    }

    int number(int index, int fallback) {
      Object value = any(index, (long) fallback);
      if (value instanceof Number number) {
        return number.intValue();
      }
      throw new JinjaException(
          method
              + ": argument "
              + (index + 1)
              + " is "
              + PythonText.repr(value)
              + ", not a number");
    }

    List<String> texts(int index) {
      if (any(index) instanceof List<?> list) {
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
          texts.add(new Arguments(method, List.of(item)).text(0));
        }
        return texts;
      }
      return List.of(text(index));
    }
  }
}
