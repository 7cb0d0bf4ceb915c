package dev.plumbline.runner.batch;

import dev.plumbline.runner.bundle.ModelShape;

/** How much may run together: by the user's budget, and by what the memory turned out to hold. */
public final class MemoryBudget {
  private final ModelShape shape;
  private final long bytes;
  private long tokensThatFitted = Long.MAX_VALUE;

  public MemoryBudget(ModelShape shape, long bytes) {
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * How many tokens' activations, keys, values and logits the budget holds, at least one. No call
   * has more tokens than a sequence may have: the graphs' table of rotations is no longer.
   */
  public long tokens() {
    return Math.max(1, Math.min(bytes / bytesPerToken(0), shape.blockSize()));
  }

  /**
   * While a part runs.
   *
   * @param keys that the token is scored against, in each head
   */
  private long bytesPerToken(long keys) {
    long floats =
        2L * shape.caches().mostLayers() * shape.caches().channels()
            + shape.activationFloats()
            + shape.caches().heads() * keys;
    return floats * Float.BYTES;
  }

  /**
   * How many prompts' sequences the budget holds, while they move, too.
   *
   * @param tokens of prompts that are read at once, beside the sequences
   * @param keys that each of these may see
   */
  public long prompts(long bytesPerPrompt, long tokens, long keys) {
    return (bytes - Math.min(bytes / 2, tokens * bytesPerToken(keys))) / (2 * bytesPerPrompt);
  }

  /** How many tokens may run together, since more did not fit; no limit until then. */
  public long tokensThatFitted() {
    return tokensThatFitted;
  }

  /** From now on at most half as many tokens as these run together. */
  public void didNotFit(long tokens) {
    tokensThatFitted = Math.min(tokensThatFitted, tokens) / 2;
  }
}
