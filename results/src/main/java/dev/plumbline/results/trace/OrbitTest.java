package dev.plumbline.results.trace;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Whether a tail comes back to where it was p iterations ago. S_p is the mean of {@code |x_t -
 * x_(t-p)|^2} over that of {@code |x_t - x_(t-1)|^2} for the same t: 0 where a path repeats, about
 * 1 for noise about a point, about p for a random walk, and above p where a path goes one way, be
 * it ever slower, so that none of these passes.
 *
 * <p>In few dimensions noise comes back by luck. Therefore the tail's states are also put in random
 * orders, each with the least S of its own over p: {@value #ORDERS} of them, among which the
 * observed one is counted (Phipson and Smyth 2010). Of two that repeat alike, as orders of a few
 * exact values can, the one with the shorter period is the more extreme.
 *
 * <p>Noise that a map turns over, as x' = -x / 2 + noise does, is a weak orbit of period 2, and may
 * pass. Noise in each of many channels hides an orbit sooner than in few.
 *
 * @param period the smallest p whose S_p is near the least one
 * @param least S, over p from 2 to a third of the states, so that an orbit is seen thrice
 * @param p share of orders whose least S is as small
 */
record OrbitTest(int period, double least, double p) {
  private static final int ORDERS = 200;

  /** Coming back means to be nearer to the state p iterations ago than to that before. */
  private static final double NEAR = 0.5;

  private static final double LEVEL = 0.01;

  /** By how much S of one period may exceed that of several, which differ by noise alone. */
  private static final double ALIKE = 2;

  /** S of a return to within a tenth of a step, which is a period even if a longer one is exact. */
  private static final double CLOSE = 0.01;

  /** S below this, a thousandth of a step, may be that of rounded states. */
  private static final double ROUNDING = 1e-6;

  static OrbitTest of(Tail tail, long seed) {
    double[][] squares = tail.squaredDistances();
    int[] order = new int[tail.states()];
    Arrays.setAll(order, t -> t);
    double[] observed = returns(squares, order);
    double least = Arrays.stream(observed).min().orElseThrow();

    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    int asSmall = 1;
    for (int i = 1; i < ORDERS; i++) {
      shuffle(order, random);
      double[] others = returns(squares, order);
      double other = Arrays.stream(others).min().orElseThrow();
      boolean alike = Math.abs(other - least) <= ROUNDING;
      boolean asSoon = firstAtMost(others, other) <= firstAtMost(observed, least);
      asSmall += (alike ? asSoon : other < least) ? 1 : 0;
    }
    return new OrbitTest(
        firstAtMost(observed, Math.max(CLOSE, ALIKE * least)), least, (double) asSmall / ORDERS);
  }

  /** The smallest p whose S_p is no larger, up to rounding. */
  private static int firstAtMost(double[] returns, double most) {
    int i = 0;
    while (i < returns.length - 1 && !(returns[i] <= most + ROUNDING)) {
      i++;
    }
    return i + 2;
  }

  boolean passes() {
    return least <= NEAR && p <= LEVEL;
  }

  /** S_p of p = 2, 3, ... */
  private static double[] returns(double[][] squares, int[] order) {
    double[] ratios = new double[order.length / 3 - 1];
    for (int p = 2; p < ratios.length + 2; p++) {
      double back = 0;
      double steps = 0;
      for (int t = p; t < order.length; t++) {
        back += squares[order[t]][order[t - p]];
        steps += squares[order[t]][order[t - 1]];
      }
      // Several equal states in a row, which a random order may have, are no orbit.
      ratios[p - 2] = steps == 0 ? Double.POSITIVE_INFINITY : back / steps;
    }
    return ratios;
  }

  private static void shuffle(int[] order, UniformRandomProvider random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }
}
