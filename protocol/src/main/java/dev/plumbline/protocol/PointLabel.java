package dev.plumbline.protocol;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point of a sweep in text: {@code 32}, {@code 32-expected}, {@code 32-contrast:4:0.5}, or r and
 * what differs from all tokens running alike: {@code 32-kl:0.001-skip-warm}.
 *
 * @param shallow 0 without a contrast
 */
record PointLabel(
    int iterations,
    boolean expected,
    int shallow,
    double weight,
    Exit exit,
    KeyLookup lookup,
    boolean warmStart) {
  private static final String EXPECTED = "-expected";
  private static final String WARM = "-warm";
  private static final String CONTRAST = "-contrast:([1-9][0-9]{0,8}):([0-9]+(?:\\.[0-9]+)?)";
  private static final Pattern PARTS =
      Pattern.compile(
          "([1-9][0-9]{0,8})(?:(%s)|%s|(?:-(%s))?(?:-(%s))?(%s)?)"
              .formatted(EXPECTED, CONTRAST, Exit.LABEL, KeyLookup.LABEL, WARM));

  /** What is read, as a regular expression without groups of its own. */
  static final String PATTERN = PARTS.pattern().replaceAll("\\((?!\\?)", "(?:");

  static PointLabel parse(String label) {
    Matcher parts = PARTS.matcher(label);
    if (!parts.matches()) {
      throw new PlumblineException(
          "'%s' is no point of a sweep; write a number of iterations, such as 4, or what sweep"
                  .formatted(label)
              + " calls it, such as 4-expected, 32-kl:0.001 or 32-cycle:4");
    }
    boolean contrasted = parts.group(3) != null;
    return new PointLabel(
        Integer.parseInt(parts.group(1)),
        parts.group(2) != null,
        contrasted ? Integer.parseInt(parts.group(3)) : 0,
        contrasted ? Double.parseDouble(parts.group(4)) : 0,
        parts.group(5) == null ? Exit.NONE : Exit.parse(parts.group(5)),
        parts.group(6) == null ? KeyLookup.LATEST : KeyLookup.parse(parts.group(6)),
        parts.group(7) != null);
  }

  /** Whether all tokens run alike. */
  boolean isUniform() {
    return exit.equals(Exit.NONE) && lookup.equals(KeyLookup.LATEST) && !warmStart;
  }

  static String expected(int iterations) {
    return iterations + EXPECTED;
  }

  static String adaptive(int iterations, Exit exit, KeyLookup lookup, boolean warmStart) {
    return iterations
        + (exit.equals(Exit.NONE) ? "" : "-" + exit.label())
        + (lookup.equals(KeyLookup.LATEST) ? "" : "-" + lookup.label())
        + (warmStart ? WARM : "");
  }

  /** Without r, and without the number that the line is over: a threshold, or else a budget. */
  static String variant(Exit exit, KeyLookup lookup, boolean warmStart) {
    boolean exits = !exit.equals(Exit.NONE);
    String keys =
        lookup.equals(KeyLookup.LATEST)
            ? ""
            : "-" + (exits ? lookup.label() : lookup.kind().word());
    return ((exits ? "-" + exit.rule() : "") + keys + (warmStart ? WARM : "")).substring(1);
  }

  static String contrasted(int iterations, int shallow, double weight) {
    return "%d-contrast:%d:%s"
        .formatted(
            iterations,
            shallow,
            new BigDecimal(Double.toString(weight)).stripTrailingZeros().toPlainString());
  }
}
