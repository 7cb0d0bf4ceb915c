package dev.plumbline.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model's own first iterations guess what comes next: it changes no text, only how long texts
 * take.
 *
 * @param depth iterations that draft a token, at least 1; points with no more decode plainly
 * @param lookahead most tokens that are drafted before the other iterations verify them together,
 *     in [1, {@value #MOST_LOOKAHEAD}]
 */
public record Speculation(int depth, int lookahead) {
  /** Further ones would hardly ever all be right. */
  public static final int MOST_LOOKAHEAD = 64;

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,4}):([0-9]{1,4})");

  public Speculation {
    if (depth < 1 || depth > SweepPoint.MOST_ITERATIONS) {
      throw new PlumblineException(
          "--speculate %d:%d: a draft takes from 1 to %d iterations"
              .formatted(depth, lookahead, SweepPoint.MOST_ITERATIONS));
    }
    if (lookahead < 1 || lookahead > MOST_LOOKAHEAD) {
      throw new PlumblineException(
          "--speculate %d:%d: from 1 to %d tokens are drafted at a time"
              .formatted(depth, lookahead, MOST_LOOKAHEAD));
    }
  }

  /**
   * Reads DEPTH:LOOKAHEAD, such as {@code 4:8}.
   *
   * @throws PlumblineException if it is none
   */
  public static Speculation parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new PlumblineException(
          "--speculate takes DEPTH:LOOKAHEAD, such as 4:8 for drafts at r = 4 of up to 8 tokens;"
              + " got '%s'".formatted(text));
    }
    return new Speculation(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /**
   * Whether a point's tokens are drafted: it goes deeper than the draft, and reads the last loop.
   */
  public boolean drafts(SweepPoint point) {
    return point.match(
        fixed -> fixed.iterations() > depth,
        expected -> false,
        adaptive -> false,
        contrasted -> false);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return depth + ":" + lookahead;
  }
}
