package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.python.PythonText;
import java.util.List;

/** Right answers among choices. */
final class Targets {
  private Targets() {}

  /** The choice of an index that counts from 0, or from the end where negative. */
  static String choice(List<String> choices, long index, Doc doc) {
    long position = index < 0 ? index + choices.size() : index;
    if (position < 0 || position >= choices.size()) {
      throw new PlumblineException(
          doc.origin()
              + ": doc_to_target gives "
              + index
              + ", but there are "
              + choices.size()
              + " choices, counted from 0");
    }
    return choices.get((int) position);
  }

  /** The indices of the right choices: one, or several where the target is a list. */
  static List<Integer> indices(Object target, List<String> choices, Doc doc) {
    List<?> targets = target instanceof List<?> list ? list : List.of(target);
    return targets.stream().map(each -> index(each, choices, doc)).toList();
  }

  private static int index(Object target, List<String> choices, Doc doc) {
    if (target instanceof Long index && index >= 0 && index < choices.size()) {
      return index.intValue();
    }
    int found = target instanceof String text ? choices.indexOf(text) : -1;
    if (found < 0) {
      throw new PlumblineException(
          doc.origin()
              + ": doc_to_target gives "
              + PythonText.repr(target)
              + ", which is none of the choices "
              + PythonText.repr(choices));
    }
    return found;
  }
}
