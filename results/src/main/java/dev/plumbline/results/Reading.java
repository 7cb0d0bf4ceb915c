package dev.plumbline.results;

/**
 * What the model read and wrote for one answer; kept in the journal, so that a run that goes on
 * counts as one that never stopped.
 *
 * @param tokens of this answer alone
 * @param visibleKeys how many keys these tokens saw together
 * @param sharedTokens of a prefix that all answers of a task share, read once for all of them
 * @param truncated whether the prompt lost its left end to fit the block size
 */
public record Reading(long tokens, long visibleKeys, int sharedTokens, boolean truncated) {
  /** Of an answer that nobody measured. */
  public static final Reading NONE = new Reading(0, 0, 0, false);

  public Reading {
    if (tokens < 0 || visibleKeys < 0 || sharedTokens < 0) {
      throw new IllegalArgumentException(
          "tokens and keys must not be negative: %d, %d, %d"
              .formatted(tokens, visibleKeys, sharedTokens));
    }
  }

  /** Of two answers behind the same prefix. */
  Reading plus(Reading other) {
    return new Reading(
        Math.addExact(tokens, other.tokens),
        Math.addExact(visibleKeys, other.visibleKeys),
        Math.max(sharedTokens, other.sharedTokens),
        truncated || other.truncated);
  }

  /** With the shared prefix. */
  public long allTokens() {
    return tokens + sharedTokens;
  }

  /** With those that the tokens of the shared prefix saw. */
  public long allVisibleKeys() {
    return visibleKeys + (long) sharedTokens * (sharedTokens + 1L) / 2;
  }
}
