package dev.plumbline.tasks;

import dev.plumbline.protocol.text.PythonSpace;
import dev.plumbline.tasks.EditPath.Step;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.List;

/**
 * What one document contributes to the translation edit rate (Snover et al. 2006) as sacreBLEU
 * counts it by default: edits of words, a shift of several at once being one. Shifts are found
 * greedily, with sacreBLEU's limits, which are tercom's.
 */
final class Ter {
  private static final int LONGEST_SHIFT = 10;
  private static final int FARTHEST_SHIFT = 50;
  private static final int MOST_CANDIDATES = 1000;

  private final List<String> reference;
  private int candidates;

  private Ter(List<String> reference) {
    this.reference = reference;
  }

  /** The edits, then the reference's words. */
  static List<Double> part(String answer, String reference) {
    List<String> right = words(reference);
    List<String> given = words(answer);
    double edits = right.isEmpty() ? given.size() : new Ter(right).edits(given);
    return List.of(edits, (double) right.size());
  }

  private static List<String> words(String text) {
    return PythonText.splitWords(PythonText.lower(PythonSpace.stripTrailing(text)));
  }

  private int edits(List<String> answer) {
    List<String> words = answer;
    int shifts = 0;
    while (true) {
      Shift best = best(words);
      if (candidates >= MOST_CANDIDATES || best.gain() <= 0) {
        return shifts + EditPath.of(words, reference).cost();
      }
      shifts++;
      words = best.words();
    }
  }

  /**
   * Words moved to another place.
   *
   * @param gain by how much fewer edits are left
   * @param length how many words
   * @param from where they were
   * @param to before which word they come
   */
  private record Shift(int gain, int length, int from, int to, List<String> words) {
    /**
     * The longest, then the one from the left, then the one to the left of those that gain most.
     */
    boolean isBetterThan(Shift other) {
      if (gain != other.gain) {
        return gain > other.gain;
      }
      if (length != other.length) {
        return length > other.length;
      }
      return from != other.from ? from < other.from : to < other.to;
    }
  }

  private Shift best(List<String> words) {
    EditPath path = EditPath.of(words, reference);
    Alignment alignment = new Alignment(path, words.size(), reference.size());
    Shift best = null;
    for (int from = 0; from < words.size(); from++) {
      for (int at = 0; at < reference.size(); at++) {
        if (Math.abs(at - from) > FARTHEST_SHIFT) {
          continue;
        }
        for (int length = 1; isShared(words, from, at, length); length++) {
          best = better(best, words, path.cost(), alignment, new int[] {from, at, length});
          if (candidates >= MOST_CANDIDATES) {
            return best;
          }
        }
      }
    }
    return best == null ? new Shift(0, 0, 0, 0, words) : best;
  }

  private boolean isShared(List<String> words, int from, int at, int length) {
    return length <= LONGEST_SHIFT
        && from + length <= words.size()
        && at + length <= reference.size()
        && words.get(from + length - 1).equals(reference.get(at + length - 1));
  }

  /**
   * Tries all places for one run of words.
   *
   * @param run where it begins in the answer and in the reference, and its length
   */
  private Shift better(Shift before, List<String> words, int cost, Alignment alignment, int[] run) {
    int from = run[0];
    int at = run[1];
    int length = run[2];
    int aligned = alignment.answer[at];
    if (!alignment.isWrong(from, at, length) || (from <= aligned && aligned < from + length)) {
      return before;
    }
    Shift best = before;
    int tried = -1;
    for (int offset = -1; offset < length && at + offset < reference.size(); offset++) {
      int to = at + offset < 0 ? 0 : alignment.answer[at + offset] + 1;
      if (to == tried) {
        continue;
      }
      tried = to;
      List<String> shifted = shifted(words, from, length, to);
      int gain = cost - EditPath.of(shifted, reference).cost();
      Shift shift = new Shift(gain, length, from, to, shifted);
      candidates++;
      if (best == null || shift.isBetterThan(best)) {
        best = shift;
      }
    }
    return best;
  }

  private static List<String> shifted(List<String> words, int from, int length, int to) {
    List<String> rest = new ArrayList<>(words);
    List<String> run = rest.subList(from, from + length);
    List<String> moved = List.copyOf(run);
    run.clear();
    // Within itself it moves as many words to the right as its target is from its beginning.
    rest.addAll(to > from + length ? to - length : Math.min(to, rest.size()), moved);
    return rest;
  }

  /** How the words of answer and reference lie to each other. */
  private static final class Alignment {
    /** For each word of the reference the one of the answer; -1 for those before it. */
    private final int[] answer;

    private final boolean[] wrongInAnswer;
    private final boolean[] wrongInReference;

    Alignment(EditPath path, int answerWords, int referenceWords) {
      answer = new int[referenceWords];
      wrongInAnswer = new boolean[answerWords];
      wrongInReference = new boolean[referenceWords];
      int i = -1;
      int j = -1;
      for (Step step : path.steps()) {
        if (step != Step.INSERT) {
          i++;
          wrongInAnswer[i] = step != Step.KEEP;
        }
        if (step != Step.DELETE) {
          j++;
          answer[j] = i;
          wrongInReference[j] = step != Step.KEEP;
        }
      }
    }

    /** Whether some word is wrong at both places. */
    boolean isWrong(int from, int at, int length) {
      boolean here = false;
      boolean there = false;
      for (int k = 0; k < length; k++) {
        here |= wrongInAnswer[from + k];
        there |= wrongInReference[at + k];
      }
      return here && there;
    }
  }
}
