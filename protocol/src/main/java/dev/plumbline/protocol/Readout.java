package dev.plumbline.protocol;

/** What an answer is read from, of the loops that the core ran. */
public enum Readout {
  /** The logits after the last loop. */
  LAST,
  /** The mean of the logits after each loop, weighted by the exit gate's probabilities. */
  EXPECTED
}
