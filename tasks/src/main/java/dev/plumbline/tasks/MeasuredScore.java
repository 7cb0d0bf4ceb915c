package dev.plumbline.tasks;

import dev.plumbline.protocol.Score;
import java.util.Objects;

/**
 * A score that a task gives.
 *
 * @param higherIsBetter the direction of improvement
 * @param combination how it comes from the documents' values
 */
public record MeasuredScore(Score score, boolean higherIsBetter, Combination combination) {
  public MeasuredScore {
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(combination, "combination");
  }
}
