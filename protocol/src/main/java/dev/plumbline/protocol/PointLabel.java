package dev.plumbline.protocol;

import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points of a sweep in text: {@code 32}, {@code 32-expected}, {@code 32-contrast:4:0.5}, or r and
 * what differs from all tokens running alike: {@code 32-kl:0.001-skip-warm}.
 */
final class PointLabel {
  private static final String EXPECTED = "-expected";
  private static final String WARM = "-warm";
  private static final String CONTRAST = "-contrast:([1-9][0-9]{0,8}):([0-9]+(?:\\.[0-9]+)?)";
  private static final Pattern PARTS =
      Pattern.compile(
          "([1-9][0-9]{0,8})(?:(%s)|%s|(?:-(%s))?(?:-(%s))?(%s)?)"
              .formatted(EXPECTED, CONTRAST, Exit.LABEL, KeyLookup.LABEL, WARM));

  /** What is read, as a regular expression without groups of its own. */
  static final String PATTERN = PARTS.pattern().replaceAll("\\((?!\\?)", "(?:");

  private PointLabel() {}

  static SweepPoint parse(String label) {
    Matcher parts = PARTS.matcher(label);
    if (!parts.matches()) {
      throw new PlumblineException(
          "'%s' is no point of a sweep; write a number of iterations, such as 4, or what sweep"
                  .formatted(label)
              + " calls it, such as 4-expected, 32-kl:0.001 or 32-cycle:4");
    }
    int iterations = Integer.parseInt(parts.group(1));
    if (parts.group(2) != null) {
      return SweepPoint.expected(iterations);
    }
    if (parts.group(3) != null) {
      return new Contrasted(
          iterations, Integer.parseInt(parts.group(3)), Double.parseDouble(parts.group(4)));
    }
    if (parts.group(5) == null && parts.group(6) == null && parts.group(7) == null) {
      return SweepPoint.fixed(iterations);
    }
    return new Adaptive(
        iterations,
        parts.group(5) == null ? Exit.NONE : Exit.parse(parts.group(5)),
        parts.group(6) == null ? KeyLookup.LATEST : KeyLookup.parse(parts.group(6)),
        parts.group(7) != null);
  }

  static String adaptive(Adaptive point) {
    boolean exits = !point.exit().equals(Exit.NONE);
    return point.iterations()
        + (exits ? "-" + point.exit().label() : "")
        + (point.lookup().equals(KeyLookup.LATEST) ? "" : "-" + point.lookup().label())
        + (point.warmStart() ? WARM : "");
  }

  /** Without r, and without the number that the line is over: a threshold, or else a budget. */
  static String variant(Adaptive point) {
    boolean exits = !point.exit().equals(Exit.NONE);
    KeyLookup lookup = point.lookup();
    String lookups =
        lookup.equals(KeyLookup.LATEST) ? "" : exits ? lookup.label() : lookup.kind().word();
    String variant = (exits ? point.exit().rule() : "") + "-" + lookups;
    String whole = variant.replaceAll("^-|-$", "") + (point.warmStart() ? WARM : "");
    return whole.startsWith("-") ? whole.substring(1) : whole;
  }

  static String contrasted(Contrasted point) {
    return "%d-contrast:%d:%s"
        .formatted(
            point.iterations(),
            point.shallow(),
            new BigDecimal(Double.toString(point.weight())).stripTrailingZeros().toPlainString());
  }
}
