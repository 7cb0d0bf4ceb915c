package dev.plumbline.harness;

/** Hears how a trace gets on. */
public interface TraceListener {
  /** Hears nothing. */
  TraceListener NONE = new TraceListener() {};

  /**
   * Texts are about to be traced.
   *
   * @param left of them, those that an unfinished trace holds left out
   * @param tokens of all texts
   * @param bytes that all of it takes
   */
  default void begun(int left, long tokens, long bytes) {}

  /** One more text is written. */
  default void traced() {}
}
