package dev.plumbline.results.exits;

import dev.plumbline.protocol.Exit;
import dev.plumbline.protocol.ExitCriterion;

/**
 * How a criterion's value says that a token is through. It is no probability, but for the gate's.
 */
final class Surety {
  /** Ratios and probabilities nearer to 0, or to 1, are taken for this near. */
  private static final double LEAST = 1e-6;

  /** Whether a larger value is the surer one; of all others a smaller one is. */
  static boolean growsWithValue(ExitCriterion criterion) {
    return switch (criterion) {
      case ARGMAX_STABILITY, GATE -> true;
      case NONE, ENTROPY_DIFF, LATENT_DIFF, KL, MINP_KL, COSINE, ACCELERATION -> false;
    };
  }

  /**
   * What a logistic regression learns from: the logit of the gate's probability, how often the most
   * likely token stayed, or how many times the value lies below the threshold, in logarithms.
   */
  static double feature(Exit exit, double value) {
    return switch (exit.criterion()) {
      case GATE -> {
        double p = Math.min(1 - LEAST, Math.max(LEAST, value));
        yield Math.log(p / (1 - p));
      }
      case ARGMAX_STABILITY -> value;
      case NONE, ENTROPY_DIFF, LATENT_DIFF, KL, MINP_KL, COSINE, ACCELERATION ->
          -Math.log(Math.max(LEAST, value / exit.threshold()));
    };
  }

  private Surety() {}
}
