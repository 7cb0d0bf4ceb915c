package dev.plumbline.runner.adaptive;

/**
 * Tells after an iteration whether it is enough, for one token or one prompt; it may remember what
 * it saw when it was last asked. Values are float64 of float32 states and logits.
 */
interface Criterion {
  /** Whether it needs logits, and so the coda, whenever it is asked. */
  boolean readsLogits();

  /** Before the first iteration; there are no logits yet. */
  default void begin(Seen start) {}

  /** What is compared with the threshold. */
  double value(Seen seen);

  /** Whether a value is enough: below the threshold, unless a criterion says otherwise. */
  default boolean isEnough(double value, double threshold) {
    return value < threshold;
  }
}
