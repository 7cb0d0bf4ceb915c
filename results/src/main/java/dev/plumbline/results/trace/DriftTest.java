package dev.plumbline.results.trace;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Whether a tail's steps have a direction in common. Without one each step could as well have gone
 * the opposite way: {@value #FLIPS} draws of signs, among which the observed ones are counted
 * (Phipson and Smyth 2010).
 *
 * @param straightness {@code |sum of steps| / sqrt(n * sum of |step|^2)}: 1 for equal steps, about
 *     1 / sqrt(n) for steps without a common direction; NaN where nothing moves
 * @param p share of draws that are as straight
 */
record DriftTest(double straightness, double p) {
  private static final int FLIPS = 200;
  private static final double STRAIGHT = 0.5;
  private static final double LEVEL = 0.01;

  /** Lengths that differ by rounding alone count as equal. */
  private static final double ROUNDING = 1e-9;

  static DriftTest of(Tail tail, long seed) {
    double[][] products = tail.stepProducts();
    boolean[] flipped = new boolean[products.length];
    double observed = squaredSum(products, flipped);
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    int asStraight = 1;
    for (int i = 1; i < FLIPS; i++) {
      for (int step = 0; step < flipped.length; step++) {
        flipped[step] = random.nextBoolean();
      }
      asStraight += squaredSum(products, flipped) >= observed * (1 - ROUNDING) ? 1 : 0;
    }
    return new DriftTest(straightness(products), (double) asStraight / FLIPS);
  }

  /** Without the draws, for a path that is not tested. */
  static double straightness(Tail tail) {
    return straightness(tail.stepProducts());
  }

  private static double straightness(double[][] products) {
    double squares = 0;
    for (int step = 0; step < products.length; step++) {
      squares += products[step][step];
    }
    double observed = squaredSum(products, new boolean[products.length]);
    return Math.sqrt(Math.max(0, observed) / (products.length * squares));
  }

  boolean passes() {
    return straightness >= STRAIGHT && p <= LEVEL;
  }

  /** Of the sum of the steps, some of them the other way. */
  private static double squaredSum(double[][] products, boolean[] flipped) {
    double sum = 0;
    for (int t = 0; t < products.length; t++) {
      sum += products[t][t];
      for (int u = 0; u < t; u++) {
        sum += flipped[t] == flipped[u] ? 2 * products[t][u] : -2 * products[t][u];
      }
    }
    return sum;
  }
}
