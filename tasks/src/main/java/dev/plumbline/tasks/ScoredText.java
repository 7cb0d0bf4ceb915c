package dev.plumbline.tasks;

import dev.plumbline.protocol.text.PythonSpace;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text and how likely it is.
 *
 * @param greedy whether it is what greedy decoding would give
 */
record ScoredText(String text, double loglikelihood, boolean greedy) {
  /** With the number of words. */
  List<Double> perWord() {
    return List.of(loglikelihood, (double) words());
  }

  /** With the number of bytes. */
  List<Double> perByte() {
    return List.of(loglikelihood, (double) text.getBytes(StandardCharsets.UTF_8).length);
  }

  /** The pieces between white space, with an empty one at an end that is white space. */
  private int words() {
    int words = 1;
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      boolean now = PythonSpace.isSpace(text.charAt(i));
      words += now && !space ? 1 : 0;
      space = now;
    }
    return words;
  }
}
