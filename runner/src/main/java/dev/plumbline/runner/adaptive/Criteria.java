package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Exit;

/** The criteria that exits are named by. */
final class Criteria {
  private Criteria() {}

  /** A new one, for a token or a prompt. */
  static Criterion of(Exit exit) {
    return switch (exit.criterion()) {
      case NONE -> new NoCriterion();
      case ENTROPY_DIFF -> new EntropyDifference();
      case LATENT_DIFF -> new LatentDifference();
      case KL -> new PredictionDivergence(Predictions::logSoftmax);
      case MINP_KL -> new PredictionDivergence(Predictions::minPLogProbabilities);
      case ARGMAX_STABILITY -> new ArgmaxStability();
      case COSINE -> new CosineDistance();
      case ACCELERATION -> new Acceleration();
      case GATE -> new GateQuantile();
    };
  }
}
