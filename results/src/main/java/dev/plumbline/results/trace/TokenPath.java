package dev.plumbline.results.trace;

/** The latent states of one token, in order. */
final class TokenPath {
  private final float[][] states;

  /**
   * Takes the states as they are, without a copy.
   *
   * @param states [iterations + 1][channels], at least two: first the state before the first
   *     iteration, then that after each
   */
  TokenPath(float[][] states) {
    if (states.length < 2) {
      throw new IllegalArgumentException("A path has two states or more, not " + states.length);
    }
    for (float[] state : states) {
      if (state.length != states[0].length) {
        throw new IllegalArgumentException(
            "States of %d and of %d channels in one path"
                .formatted(states[0].length, state.length));
      }
    }
    this.states = states;
  }

  /** [iterations + 1][channels], not a copy. */
  float[][] states() {
    return states;
  }

  /** R: how often the core was applied. */
  int iterations() {
    return states.length - 1;
  }

  /** The state after iteration t, from 0, which is the state before the first. */
  float[] after(int t) {
    return states[t];
  }

  /** {@code |s_t - s_(t-1)|}, t from 1. */
  double step(int t) {
    return Vectors.distance(states[t], states[t - 1]);
  }

  /** The inner product of step t and step u, both from 1. */
  double stepProduct(int t, int u) {
    double sum = 0;
    for (int i = 0; i < states[t].length; i++) {
      sum +=
          ((double) states[t][i] - states[t - 1][i]) * ((double) states[u][i] - states[u - 1][i]);
    }
    return sum;
  }
}
