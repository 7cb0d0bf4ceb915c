package dev.plumbline.protocol.text;

/** Text that is not ours, such as a model's, made harmless in Markdown. */
public final class Markdown {
  /**
   * A code span, in which GitHub-flavoured Markdown takes nothing for markup, HTML, a link or a
   * mention. Line ends and invisible characters are shown by their hexadecimal numbers.
   */
  public static String code(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isVisible(c)) {
                visible.appendCodePoint(c);
              } else {
                visible.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    String fence = "`";
    while (visible.indexOf(fence) >= 0) {
      fence += "`";
    }
    // A blank on each side is not shown; it parts the fence from backticks, or from the other
    // fence.
    String pad = fence.length() > 1 || visible.isEmpty() ? " " : "";
    return fence + pad + visible + pad + fence;
  }

  /** {@link #code} for the cell of a table, where a bar needs an escape even so. */
  public static String cell(String text) {
    return code(text).replace("|", "\\|");
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private Markdown() {}
}
