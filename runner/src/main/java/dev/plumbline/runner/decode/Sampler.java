package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Sampling;
import dev.plumbline.runner.recurrence.CounterRandom;
import java.util.Arrays;

/** Draws a token from a distribution over the vocabulary. */
final class Sampler {
  private Sampler() {}

  /**
   * @param logits [vocabulary], finite
   * @param step which new token of its sequence, from 0
   */
  static int sample(float[] logits, Sampling.Random how, int iterations, int step) {
    int[] order = order(logits);
    double[] weights = weights(logits, order, how);
    int kept = kept(weights, how, 0);
    double left = draw(how, iterations, step) * sum(weights, kept);
    return order[place(weights, kept, left)];
  }

  /**
   * Whether logits that are a little different might give another token.
   *
   * @param margin by how much the difference of two logits may change
   */
  static boolean isClose(
      float[] logits, Sampling.Random how, int iterations, int step, double margin) {
    int[] order = order(logits);
    double[] weights = weights(logits, order, how);
    // By what part of itself a weight, or a sum of weights, changes at most.
    double slack = 2 * Math.expm1(margin / how.temperature());
    int fewest = kept(weights, how, slack);
    int most = kept(weights, how, -slack);
    double random = draw(how, iterations, step);
    double low = random * sum(weights, fewest);
    double high = random * sum(weights, most);
    int place = place(weights, fewest, low);
    double before = sum(weights, place);
    double room = slack * sum(weights, most);
    boolean first = place == 0;
    boolean last = place == fewest - 1 && fewest == most;
    boolean drawn =
        (first || low > before + room) && (last || high < before + weights[place] - room);
    boolean ordered =
        (first || weights[place - 1] * (1 - slack) > weights[place])
            && (place + 1 == order.length || weights[place] * (1 - slack) > weights[place + 1]);
    return !(drawn && ordered);
  }

  private static double draw(Sampling.Random how, int iterations, int step) {
    return CounterRandom.NEXT_TOKEN.stream(how.seed(), iterations, step).nextDouble();
  }

  /** All tokens, the most likely first; of equals the smallest id. */
  private static int[] order(float[] logits) {
    long[] keys = new long[logits.length];
    for (int token = 0; token < keys.length; token++) {
      int bits = Float.floatToIntBits(logits[token]);
      // As whole numbers, floats are in order, but for the negative ones, which are in reverse.
      int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
      keys[token] = (long) ~ascending << Integer.SIZE | token;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  private static double[] weights(float[] logits, int[] order, Sampling.Random how) {
    double[] weights = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      weights[i] = Math.exp((logits[order[i]] - (double) logits[order[0]]) / how.temperature());
    }
    return weights;
  }

  /**
   * How many of the most likely tokens stay.
   *
   * @param slack by what part shares are taken for larger than they are
   */
  private static int kept(double[] weights, Sampling.Random how, double slack) {
    int kept = how.topK() == 0 ? weights.length : Math.min(how.topK(), weights.length);
    if (how.topP() < 1 || slack == 0) {
      kept = nucleus(weights, kept, how.topP() * (1 - slack));
    }
    while (kept > 1 && weights[kept - 1] < how.minP() * weights[0] * (1 + slack)) {
      kept--;
    }
    return kept;
  }

  /** The place that a draw falls on. */
  private static int place(double[] weights, int kept, double draw) {
    double left = draw;
    for (int i = 0; i < kept; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return kept - 1;
  }

  /** How many of the largest weights it takes to reach a share of the sum of {@code kept}. */
  private static int nucleus(double[] weights, int kept, double topP) {
    double wanted = topP * sum(weights, kept);
    double reached = 0;
    for (int i = 0; i < kept; i++) {
      reached += weights[i];
      if (reached >= wanted) {
        return i + 1;
      }
    }
    return kept;
  }

  private static double sum(double[] weights, int kept) {
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += weights[i];
    }
    return sum;
  }
}
