package dev.plumbline.runner.adaptive;

/** Distributions over the vocabulary, as Huginn's published exit criteria take them. */
final class Predictions {
  private Predictions() {}

  /** Natural logarithms of probabilities, [vocabulary]. */
  static double[] logSoftmax(float[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - most);
    }
    double[] logs = new double[logits.length];
    for (int token = 0; token < logs.length; token++) {
      logs[token] = logits[token] - most - Math.log(sum);
    }
    return logs;
  }

  /**
   * The same where all tokens with less than a tenth of the largest probability count as 1 over the
   * vocabulary, and the whole is made a distribution again.
   */
  static double[] minPLogProbabilities(float[] logits) {
    double[] logs = logSoftmax(logits);
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double least = 0.1 * Math.exp(largest);
    double sum = 0;
    for (int token = 0; token < logs.length; token++) {
      double probability = Math.exp(logs[token]);
      logs[token] = probability < least ? 1.0 / logs.length : probability;
      sum += logs[token];
    }
    for (int token = 0; token < logs.length; token++) {
      logs[token] = Math.log(logs[token] / sum);
    }
    return logs;
  }
}
