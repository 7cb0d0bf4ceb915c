package dev.plumbline.tasks;

import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.List;
import java.util.Objects;

/** What a task measures on each document. */
sealed interface Metric {
  String name();

  boolean higherIsBetter();

  /** How the choice with the greatest log-likelihood is found. */
  enum Norm {
    /** {@code acc}: as they are. */
    NONE,
    /** {@code acc_norm}: divided by the choice's length in characters, without the delimiter. */
    CHARACTERS,
    /** {@code acc_bytes}: divided by the choice's length in UTF-8 bytes. */
    BYTES
  }

  /** Whether the most likely choice is the right one. */
  record Accuracy(String name, boolean higherIsBetter, Norm norm) implements Metric {}

  /** Whether the right choice is what greedy decoding gives. */
  record GreedyMatch(String name, boolean higherIsBetter) implements Metric {}

  /** Comes from running the answer, see {@link dev.plumbline.tasks.code.CodeJudge}. */
  record Execution(String name, boolean higherIsBetter) implements Metric {}

  /**
   * Whether answer and target are the same text.
   *
   * @param regexesToIgnore what they match is removed from both, one after the other
   */
  record ExactMatch(
      String name,
      boolean higherIsBetter,
      List<PythonRegex> regexesToIgnore,
      boolean ignoreCase,
      boolean ignorePunctuation,
      boolean ignoreNumbers)
      implements Metric {
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String DIGITS = "0123456789";

    public ExactMatch {
      Objects.requireNonNull(name, "name");
      regexesToIgnore = List.copyOf(regexesToIgnore);
    }

    boolean holds(String answer, String target) {
      return normalised(answer).equals(normalised(target));
    }

    private String normalised(String text) {
      String result = text;
      for (PythonRegex regex : regexesToIgnore) {
        result = regex.removeFrom(result);
      }
      if (ignoreCase) {
        result = PythonText.lower(result);
      }
      if (ignorePunctuation) {
        result = without(result, PUNCTUATION);
      }
      if (ignoreNumbers) {
        result = without(result, DIGITS);
      }
      return result;
    }

    private static String without(String text, String characters) {
      StringBuilder out = new StringBuilder();
      text.chars().filter(c -> characters.indexOf(c) < 0).forEach(c -> out.append((char) c));
      return out.toString();
    }
  }
}
