package dev.plumbline.runner.adaptive;

import java.util.Arrays;
import java.util.function.Function;

/** Sum of p_{t-1} (log p_{t-1} - log p_t) over the vocabulary, in nats; p_0 is uniform. */
final class PredictionDivergence implements Criterion {
  private final Function<float[], double[]> logProbabilities;
  private double[] before;

  /**
   * @param logProbabilities natural logarithms of a distribution, from logits
   */
  PredictionDivergence(Function<float[], double[]> logProbabilities) {
    this.logProbabilities = logProbabilities;
  }

  @Override
  public boolean readsLogits() {
    return true;
  }

  @Override
  public double value(Seen seen) {
    double[] now = logProbabilities.apply(seen.logits());
    if (before == null) {
      before = new double[now.length];
      Arrays.fill(before, -Math.log(now.length));
    }
    double divergence = 0;
    for (int token = 0; token < now.length; token++) {
      divergence += Math.exp(before[token]) * (before[token] - now[token]);
    }
    before = now;
    return divergence;
  }
}
