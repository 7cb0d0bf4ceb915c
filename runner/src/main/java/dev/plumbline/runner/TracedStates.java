package dev.plumbline.runner;

/** A text's states: s_0, and one after each iteration. */
public final class TracedStates {
  private final int channels;
  private final float[][] byIteration;

  /**
   * Keeps the arrays themselves.
   *
   * @param byIteration [iterations + 1], each [tokens, channels] flat; s_0 comes first
   */
  TracedStates(int channels, float[][] byIteration) {
    this.channels = channels;
    this.byIteration = byIteration;
  }

  public int channels() {
    return channels;
  }

  public int iterations() {
    return byIteration.length - 1;
  }

  public int tokens() {
    return byIteration[0].length / channels;
  }

  /** After so many iterations, [tokens, channels] flat; not copied. */
  public float[] after(int iterations) {
    return byIteration[iterations];
  }

  /** A token's states, [iterations + 1][channels]. */
  public float[][] of(int token) {
    float[][] path = new float[byIteration.length][channels];
    for (int i = 0; i < path.length; i++) {
      System.arraycopy(byIteration[i], token * channels, path[i], 0, channels);
    }
    return path;
  }
}
