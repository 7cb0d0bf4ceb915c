package dev.plumbline.results.trace;

/**
 * The end of a path, which is judged: the last half of its states but the first one, and no fewer
 * than {@value #FEWEST} where it has so many. In fewer no order of states is so rare that it could
 * not be chance: of four alternations one random order in 35 has as many.
 *
 * @param first the iteration of the tail's first state
 * @param states T, up to the last one
 */
record Tail(TokenPath path, int first, int states) {
  /** With fewer states neither orbits nor drifts are tested. */
  static final int FEWEST = 12;

  static Tail of(TokenPath path) {
    return of(path, path.iterations());
  }

  /** As if the path had ended after some iteration. */
  static Tail of(TokenPath path, int last) {
    int states = Math.max((last + 1) / 2, Math.min(FEWEST, last));
    return new Tail(path, last - states + 1, states);
  }

  /** n = T - 1: those between two states of the tail. */
  int steps() {
    return states - 1;
  }

  /** The iteration of a step, from 0. */
  int iteration(int step) {
    return first + 1 + step;
  }

  /** [T][T]. */
  double[][] squaredDistances() {
    double[][] squares = new double[states][states];
    for (int t = 0; t < states; t++) {
      for (int u = 0; u < t; u++) {
        squares[t][u] = Vectors.squaredDistance(path.after(first + t), path.after(first + u));
        squares[u][t] = squares[t][u];
      }
    }
    return squares;
  }

  /** Inner products of the steps, [n][n]. */
  double[][] stepProducts() {
    double[][] products = new double[steps()][steps()];
    for (int t = 0; t < steps(); t++) {
      for (int u = 0; u <= t; u++) {
        products[t][u] = path.stepProduct(iteration(t), iteration(u));
        products[u][t] = products[t][u];
      }
    }
    return products;
  }
}
