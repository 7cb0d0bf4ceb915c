package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.python.PythonText;
import java.util.List;

/** Right answers among choices. */
final class Targets {
  /** A right answer that is none of the choices, which makes every answer wrong. */
  static final int NONE = -100;

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

  /**
   * The indices of the right choices: one, or several where the target is a list; {@link #NONE} for
   * one that is none of them. As in lm-evaluation-harness (api/task.py, {@code process_results}).
   */
  static List<Integer> indices(Object target, List<String> choices, Doc doc) {
    if (target == null) {
      throw new PlumblineException(doc.origin() + ": doc_to_target gives no answer, but None");
    }
    List<?> targets = target instanceof List<?> list ? list : List.of(target);
    return targets.stream().map(each -> index(each, choices, doc)).toList();
  }

  /** As Python has it, true counts as 1 and false as 0; anything else stays as it is. */
  static Object number(Object target) {
    return target instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : target;
  }

  private static int index(Object target, List<String> choices, Doc doc) {
    if (target instanceof String text) {
      int found = choices.indexOf(text);
      return found < 0 ? NONE : found;
    }
    // A column of numbers with gaps has floating-point ones.
    if (number(target) instanceof Number index
        && index.doubleValue() == Math.rint(index.doubleValue())) {
      return index.doubleValue() < 0 || index.doubleValue() >= choices.size()
          ? NONE
          : index.intValue();
    }
    throw new PlumblineException(
        doc.origin()
            + ": doc_to_target gives "
            + PythonText.repr(target)
            + ", which is none of the choices "
            + PythonText.repr(choices));
  }
}
