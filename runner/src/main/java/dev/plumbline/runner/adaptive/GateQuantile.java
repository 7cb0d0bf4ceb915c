package dev.plumbline.runner.adaptive;

/**
 * The cumulative probability that the exit gate has given to the iterations so far: 1 - (1 -
 * lambda_1) ... (1 - lambda_t), of a prompt's last token (arXiv 2510.25741, section 3).
 */
final class GateQuantile implements Criterion {
  @Override
  public boolean readsLogits() {
    return false;
  }

  @Override
  public double value(Seen seen) {
    double cumulative = 0;
    double remaining = 1;
    for (float gate : seen.gate()) {
      double exit = 1 / (1 + Math.exp(-(double) gate));
      cumulative += remaining * exit;
      remaining *= 1 - exit;
    }
    return cumulative;
  }

  @Override
  public boolean isEnough(double value, double threshold) {
    return value >= threshold;
  }
}
