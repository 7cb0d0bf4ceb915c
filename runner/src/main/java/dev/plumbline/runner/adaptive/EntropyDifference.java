package dev.plumbline.runner.adaptive;

/** |H_t - H_{t-1}| of the prediction, in nats; H_0 is 100. */
final class EntropyDifference implements Criterion {
  /** Keeps a probability of 0 from having no logarithm, as in the published code. */
  private static final double FLOOR = 1e-10;

  private double before = 100;

  @Override
  public boolean readsLogits() {
    return true;
  }

  @Override
  public double value(Seen seen) {
    double entropy = 0;
    for (double log : Predictions.logSoftmax(seen.logits())) {
      double probability = Math.exp(log);
      entropy -= probability * Math.log(probability + FLOOR);
    }
    double difference = Math.abs(entropy - before);
    before = entropy;
    return difference;
  }
}
