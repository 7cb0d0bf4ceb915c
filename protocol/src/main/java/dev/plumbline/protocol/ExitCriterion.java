package dev.plumbline.protocol;

import java.util.stream.Stream;

/**
 * What is looked at after an iteration to tell whether a token needs more. All but {@link #GATE}
 * and {@link #ACCELERATION} are those of Huginn's published code, with its thresholds.
 */
public enum ExitCriterion {
  /** None: all iterations run. */
  NONE("none", 0),
  /** Change of the prediction's entropy, in nats. */
  ENTROPY_DIFF("entropy-diff", 1e-3),
  /** Norm of the state's change over the norm of the state. */
  LATENT_DIFF("latent-diff", 0.03),
  /** Kullback-Leibler divergence of the prediction from the one before, in nats. */
  KL("kl", 1e-3),
  /** The same where tokens of less than a tenth of the largest probability count alike. */
  MINP_KL("minp-kl", 1e-5),
  /** How often in a row the most likely token stayed the same. */
  ARGMAX_STABILITY("argmax-stability", 5),
  /** One less the cosine of the state and the one before. */
  COSINE("cosine", 1e-3),
  /**
   * Norm of the change of the state's change over the norm of the state, small twice in a row
   * (after arXiv 2509.23314, which does not divide).
   */
  ACCELERATION("acceleration", 0.03),
  /** Cumulative probability of the model's exit gate (arXiv 2510.25741, section 3), in float64. */
  GATE("gate", 0.5);

  private final String word;
  private final double usualThreshold;

  ExitCriterion(String word, double usualThreshold) {
    this.word = word;
    this.usualThreshold = usualThreshold;
  }

  /** As options and labels name it. */
  public String word() {
    return word;
  }

  /** Where a token is let go unless a user says otherwise. */
  public double usualThreshold() {
    return usualThreshold;
  }

  /**
   * The criterion of a word.
   *
   * @throws PlumblineException if there is none
   */
  public static ExitCriterion parse(String word) {
    return Stream.of(values())
        .filter(criterion -> criterion.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new PlumblineException(
                    "'%s' is no exit criterion; there are %s"
                        .formatted(
                            word,
                            String.join(
                                ", ", Stream.of(values()).map(ExitCriterion::word).toList()))));
  }
}
