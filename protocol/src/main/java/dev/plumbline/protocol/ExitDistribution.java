package dev.plumbline.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * With which probability a token leaves the core after each iteration, as an exit gate says (arXiv
 * 2510.25741, section 3): lambda_t = sigmoid(gate_t), p_t = lambda_t (1 - lambda_1) ... (1 -
 * lambda_{t-1}), and the last iteration takes what is left. In double precision: at that of a
 * model, sums reach 1 too early.
 *
 * @param probabilities by iteration, the first at index 0, at least one; their sum is 1
 */
public record ExitDistribution(List<Double> probabilities) {
  public ExitDistribution {
    probabilities = List.copyOf(probabilities);
    if (probabilities.isEmpty()) {
      throw new IllegalArgumentException("an exit needs an iteration");
    }
  }

  /**
   * Of a model that runs as many iterations as there are values.
   *
   * @param gate what the gate gave after each iteration, before the sigmoid; the last is not looked
   *     at
   */
  public static ExitDistribution of(List<Float> gate) {
    List<Double> probabilities = new ArrayList<>();
    double remaining = 1;
    for (float value : gate.subList(0, gate.size() - 1)) {
      double exit = 1 / (1 + Math.exp(-(double) value));
      probabilities.add(remaining * exit);
      remaining *= 1 - exit;
    }
    probabilities.add(remaining);
    return new ExitDistribution(probabilities);
  }

  /**
   * The iteration, from 1, after which a token leaves at a threshold: the first whose cumulative
   * probability reaches it; the last, if rounding keeps all below.
   *
   * @param threshold from 0 to 1
   */
  public int quantile(double threshold) {
    double cumulative = 0;
    for (int t = 1; t < probabilities.size(); t++) {
      cumulative += probabilities.get(t - 1);
      if (cumulative >= threshold) {
        return t;
      }
    }
    return probabilities.size();
  }
}
