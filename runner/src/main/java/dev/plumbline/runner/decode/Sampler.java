package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Sampling;
import dev.plumbline.runner.recurrence.CounterRandom;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws a token from a distribution over the vocabulary. */
final class Sampler {
  private Sampler() {}

  /**
   * @param logits [vocabulary], finite
   * @param step which new token of its sequence, from 0
   */
  static int sample(float[] logits, Sampling.Random how, int iterations, int step) {
    int[] order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer token) -> -logits[token]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] weights = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      weights[i] = Math.exp((logits[order[i]] - (double) logits[order[0]]) / how.temperature());
    }
    int kept = how.topK() == 0 ? order.length : Math.min(how.topK(), order.length);
    kept = nucleus(weights, kept, how.topP());
    while (kept > 1 && weights[kept - 1] < how.minP() * weights[0]) {
      kept--;
    }
    UniformRandomProvider random = CounterRandom.NEXT_TOKEN.stream(how.seed(), iterations, step);
    double left = random.nextDouble() * sum(weights, kept);
    for (int i = 0; i < kept; i++) {
      left -= weights[i];
      if (left < 0) {
        return order[i];
      }
    }
    return order[kept - 1];
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
