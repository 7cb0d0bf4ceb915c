package dev.plumbline.runner.bundle;

import java.util.List;

/**
 * The matrix products of a model, written by the exporter, which knows them.
 *
 * @param terms what a token goes through
 */
public record CostTable(List<Term> terms) {
  public CostTable {
    terms = List.copyOf(terms);
  }

  /**
   * A piece of the network, such as a layer.
   *
   * @param macs multiply-adds for one token
   * @param macsPerKey multiply-adds for each key that the token sees
   * @param once how often a token passes here, whatever r is
   * @param perIteration how often more in each iteration of the core
   */
  public record Term(String name, long macs, long macsPerKey, int once, int perIteration) {}

  /**
   * Floating-point operations of all matrix products for one token, a multiply-add counted as two:
   * the sum over all terms of (once + r perIteration) (2 macs + 2 K macsPerKey).
   *
   * @param iterations r, at least 0
   * @param meanVisibleKeys K, the mean number of keys a query sees, itself included
   */
  public double flopsPerToken(int iterations, double meanVisibleKeys) {
    double sum = 0;
    for (Term term : terms) {
      double passes = term.once + (double) iterations * term.perIteration;
      sum += passes * (2.0 * term.macs + 2.0 * term.macsPerKey * meanVisibleKeys);
    }
    return sum;
  }
}
