package dev.plumbline.protocol;

/**
 * What the model read and wrote for one answer. It depends on the request and the answer alone, not
 * on what they ran with; kept in the journal, so that a run that goes on counts as one that never
 * stopped.
 *
 * @param tokens of this answer alone, without those of the shared prefix; what choices share counts
 *     once
 * @param visibleKeys how many keys these tokens saw together
 * @param sharedTokens of the shared prefix, which was read once for all requests that name it
 * @param work of tokens that left the core on their own; {@link Work#UNIFORM} where all ran alike
 * @param truncated whether the prompt was cut from the left to fit the model's block size
 */
public record Usage(long tokens, long visibleKeys, int sharedTokens, Work work, boolean truncated) {
  /** Of an answer that nobody measured, or of a request that the model never saw. */
  public static final Usage NONE = new Usage(0, 0, 0, false);

  public Usage {
    if (tokens < 0 || visibleKeys < 0 || sharedTokens < 0) {
      throw new IllegalArgumentException(
          "tokens and keys must not be negative: %d, %d, %d"
              .formatted(tokens, visibleKeys, sharedTokens));
    }
  }

  /** Of tokens that all ran the point's iterations. */
  public Usage(long tokens, long visibleKeys, int sharedTokens, boolean truncated) {
    this(tokens, visibleKeys, sharedTokens, Work.UNIFORM, truncated);
  }

  /** Of two answers behind the same prefix. */
  public Usage plus(Usage other) {
    return new Usage(
        Math.addExact(tokens, other.tokens),
        Math.addExact(visibleKeys, other.visibleKeys),
        Math.max(sharedTokens, other.sharedTokens),
        work.plus(other.work),
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
