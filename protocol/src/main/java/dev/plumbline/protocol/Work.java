package dev.plumbline.protocol;

/**
 * What the core and the coda did for an answer whose tokens ran different numbers of iterations.
 *
 * @param iterations of the core, over all tokens
 * @param iterationKeys how many keys were seen in them together
 * @param readouts how often a token went through the coda, also to see whether it may leave
 * @param readoutKeys how many keys were seen in them together
 */
public record Work(long iterations, long iterationKeys, long readouts, long readoutKeys) {
  /** Of an answer whose tokens all ran the point's iterations, and the coda once. */
  public static final Work UNIFORM = new Work(0, 0, 0, 0);

  public Work {
    if (iterations < 0 || iterationKeys < 0 || readouts < 0 || readoutKeys < 0) {
      throw new IllegalArgumentException("work must not be negative");
    }
  }

  /** Of two answers. */
  public Work plus(Work other) {
    return new Work(
        Math.addExact(iterations, other.iterations),
        Math.addExact(iterationKeys, other.iterationKeys),
        Math.addExact(readouts, other.readouts),
        Math.addExact(readoutKeys, other.readoutKeys));
  }
}
