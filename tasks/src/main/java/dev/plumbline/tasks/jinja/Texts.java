package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonText;
import java.util.Locale;

/** What Python's str does by code points, and {@link PythonText} has no use for. */
final class Texts {
  private Texts() {}

  /** By code points, which Java's order is not beyond the basic plane. */
  static int compare(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(i);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += Character.charCount(x);
    }
    return Integer.compare(a.length(), b.length());
  }

  static String repeated(String text, long times) {
    if (times <= 0 || text.isEmpty()) {
      return "";
    }
    if (times > Rendering.MOST_OUTPUT / text.length()) {
      throw new JinjaException("builds too long a text");
    }
    return text.repeat((int) times);
  }

  static String padded(String text, int width, String fill, char align) {
    int missing = width - PythonText.length(text);
    if (missing <= 0) {
      return text;
    }
    if (missing > Rendering.MOST_OUTPUT) {
      throw new JinjaException("builds too long a text");
    }
    // str.center puts the odd blank to the left where the width is odd, format's ^ to the right.
    int before =
        switch (align) {
          case '<' -> 0;
          case '>' -> missing;
          case '^' -> missing / 2;
          default -> missing / 2 + (missing & width & 1);
        };
    return fill.repeat(before) + text + fill.repeat(missing - before);
  }

  static boolean isLower(String text) {
    return text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c))
        && text.codePoints().anyMatch(Character::isLowerCase);
  }

  static boolean isUpper(String text) {
    return text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c))
        && text.codePoints().anyMatch(Character::isUpperCase);
  }

  static boolean isTitle(String text) {
    boolean inWord = false;
    boolean any = false;
    for (int c : text.codePoints().toArray()) {
      boolean upper = Character.isUpperCase(c) || Character.isTitleCase(c);
      if ((upper && inWord) || (Character.isLowerCase(c) && !inWord)) {
        return false;
      }
      inWord = upper || Character.isLowerCase(c);
      any |= inWord;
    }
    return any;
  }

  static boolean isAlpha(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          true;
      default -> false;
    };
  }

  static String swapCase(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              out.append(
                  Character.isUpperCase(c)
                      ? one.toLowerCase(Locale.ROOT)
                      : one.toUpperCase(Locale.ROOT));
            });
    return out.toString();
  }
}
