package dev.plumbline.ci;

/** Text that is not ours on one line, made harmless for logs; also what XML 1.0 may hold. */
final class OneLine {

  /** Its beginning. */
  static String start(String text, int longest) {
    String line = of(text);
    int end = Math.min(line.length(), longest);
    return end == line.length() ? line : line.substring(0, whole(line, end)) + "…";
  }

  /** Its end: few-shot examples stand before the question. */
  static String end(String text, int longest) {
    String line = of(text);
    int start = Math.max(0, line.length() - longest);
    return start == 0 ? line : "…" + line.substring(whole(line, start));
  }

  /** Line ends become visible; {@code ##[}, which GitHub obeys anywhere in a line, falls apart. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    line.append(c == '\n' ? "⏎" : " ");
                case Character.FORMAT -> line.append(' ');
                case Character.SURROGATE, Character.UNASSIGNED -> line.append('\ufffd');
                default -> line.appendCodePoint(c);
              }
            });
    return line.toString().replace("##[", "# #[");
  }

  /** Not between the halves of a character. */
  private static int whole(String line, int at) {
    return Character.isLowSurrogate(line.charAt(at)) ? at - 1 : at;
  }

  private OneLine() {}
}
