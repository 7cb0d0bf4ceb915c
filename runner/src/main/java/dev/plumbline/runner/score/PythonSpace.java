package dev.plumbline.runner.score;

/** White space as Python's {@code str.rstrip} knows it, which is more than Java's. */
final class PythonSpace {
  private PythonSpace() {}

  static String stripTrailing(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
