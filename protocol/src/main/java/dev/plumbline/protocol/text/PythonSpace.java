package dev.plumbline.protocol.text;

/** White space as Python's {@code str.isspace} knows it, which is more than Java's. */
public final class PythonSpace {
  private PythonSpace() {}

  /** Whether a code point is white space. */
  public static boolean isSpace(int c) {
    return c == ' '
        || (c >= 0x09 && c <= 0x0d)
        || (c >= 0x1c && c <= 0x1f)
        || c == 0x85
        || c == 0xa0
        || Character.isSpaceChar(c);
  }

  /** {@code text.rstrip()}. */
  public static String stripTrailing(String text) {
    int end = text.length();
    // All white space is in the basic plane, one char each.
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
