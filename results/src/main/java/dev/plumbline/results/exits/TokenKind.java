package dev.plumbline.results.exits;

import java.util.Locale;

/** What a token is to a reader. */
public enum TokenKind {
  /** The first of an answer, whatever it is. */
  FIRST,
  /** Digits, with points and commas between them. */
  DIGIT,
  /** Signs of arithmetic, comparison and sets; a hyphen counts as a minus. */
  OPERATOR,
  /** With a letter. */
  WORD,
  /** Any other signs. */
  PUNCTUATION,
  /** Blanks and ends of lines alone. */
  WHITESPACE,
  /** A special token, a part of a character, or one whose text nobody wrote down. */
  OTHER;

  private static final String OPERATORS = "-*/%^\u2212\u00b7\u00d7";
  private static final char PART = '\uFFFD';

  /** Of a token's text that is not the first of an answer; blanks around it count nothing. */
  public static TokenKind of(String text) {
    String bare = text.strip();
    if (text.isEmpty() || text.indexOf(PART) >= 0) {
      return OTHER;
    }
    if (bare.isEmpty()) {
      return WHITESPACE;
    }
    if (bare.codePoints().anyMatch(Character::isLetter)) {
      return WORD;
    }
    if (bare.codePoints().anyMatch(Character::isDigit)) {
      return DIGIT;
    }
    return bare.codePoints().allMatch(TokenKind::isOperator) ? OPERATOR : PUNCTUATION;
  }

  private static boolean isOperator(int sign) {
    return OPERATORS.indexOf(sign) >= 0 || Character.getType(sign) == Character.MATH_SYMBOL;
  }

  /** As tables and files name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
