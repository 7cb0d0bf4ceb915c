package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a filter made of generations.
 *
 * @param value a list with an answer for each of them, or what a step made of that
 * @param missed whether the last step that searched for an answer found none
 */
record Filtered(Object value, boolean missed) {
  /**
   * The answer as a text, a list of one included.
   *
   * @throws PlumblineException where it is none
   */
  String text() {
    if (only() instanceof String text) {
      return text;
    }
    throw noText(value);
  }

  /** As results show it, which need not be a text. */
  String shown() {
    return PythonText.str(only());
  }

  private Object only() {
    return value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
  }

  /** The value's elements; those of a text are its characters, as in Python. */
  List<?> elements() {
    if (value instanceof String text) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    if (Given.list(value) instanceof List<?> list) {
      return list;
    }
    throw new PlumblineException(
        "the filters leave " + PythonText.repr(value) + ", where a list is needed");
  }

  Filtered each(Function<String, String> change) {
    List<Object> changed = new ArrayList<>();
    for (Object element : elements()) {
      changed.add(change.apply(textOf(element)));
    }
    return new Filtered(changed, missed);
  }

  private static String textOf(Object element) {
    if (element instanceof String text) {
      return text;
    }
    throw noText(element);
  }

  private static PlumblineException noText(Object found) {
    return new PlumblineException(
        "the filters leave " + PythonText.repr(found) + ", where a text is needed");
  }
}
