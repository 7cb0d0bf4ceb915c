package dev.plumbline.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How the answer to a multiple choice is taken from the choices' log-likelihoods. */
public enum LengthNorm {
  /** {@code acc}: the greatest log-likelihood. */
  NONE("acc"),
  /** {@code acc_norm}: divided by the choice's length in code points, without the delimiter. */
  CHARACTERS("acc_norm"),
  /** {@code acc_bytes}: divided by the choice's length in UTF-8 bytes. */
  BYTES("acc_bytes");

  private final String metric;

  LengthNorm(String metric) {
    this.metric = metric;
  }

  /** That of lm-evaluation-harness's metric of this name; absent for one that does not choose. */
  public static Optional<LengthNorm> ofMetric(String name) {
    return List.of(values()).stream().filter(norm -> norm.metric.equals(name)).findFirst();
  }

  /**
   * The index of the choice taken: the first of the greatest, where NaN, which an empty choice of
   * probability one has, is greater than all, as NumPy's argmax has it.
   *
   * @param choices without the delimiter before them
   * @param loglikelihoods one per choice
   */
  public int best(List<String> choices, List<? extends Number> loglikelihoods) {
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < choices.size(); i++) {
      double score = loglikelihoods.get(i).doubleValue() / length(choices.get(i));
      if (Double.isNaN(score)) {
        return i;
      }
      if (score > greatest) {
        best = i;
        greatest = score;
      }
    }
    return best;
  }

  private double length(String choice) {
    return switch (this) {
      case NONE -> 1;
      case CHARACTERS -> choice.codePointCount(0, choice.length());
      case BYTES -> choice.getBytes(StandardCharsets.UTF_8).length;
    };
  }
}
