package dev.plumbline.runner;

/**
 * A state that runs through the iterations beside a text's own; all are of the whole text, [tokens,
 * channels] flat.
 */
public interface BesideState {
  /** What goes into the next iteration beside the text's own state. */
  float[] beside(float[] own);

  /** Both after one more iteration. */
  void advanced(float[] own, float[] other);
}
