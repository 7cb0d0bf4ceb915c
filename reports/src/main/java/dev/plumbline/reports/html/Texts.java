package dev.plumbline.reports.html;

import java.util.OptionalInt;

/**
 * Texts of documents and answers as the page holds them.
 *
 * @param maxLength in characters; absent to keep all
 */
record Texts(OptionalInt maxLength) {

  /** The text, or its two ends with a note between them of how much is missing. */
  String fit(String text) {
    if (maxLength.isEmpty() || text.length() <= maxLength.getAsInt()) {
      return text;
    }
    int half = maxLength.getAsInt() / 2;
    int head = whole(text, half);
    int tail = whole(text, text.length() - half);
    return text.substring(0, head)
        + "\n[… "
        + (tail - head)
        + " characters left out of this report …]\n"
        + text.substring(tail);
  }

  /** An index that parts no surrogate pair. */
  private static int whole(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index - 1))
            && Character.isLowSurrogate(text.charAt(index))
        ? index - 1
        : index;
  }
}
