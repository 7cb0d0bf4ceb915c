package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.Score;
import java.util.Objects;

/**
 * A score that a task gives.
 *
 * @param higherIsBetter the direction of improvement
 * @param aggregation how it comes from the documents' values
 */
public record MeasuredScore(Score score, boolean higherIsBetter, Aggregation aggregation) {
  public MeasuredScore {
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(aggregation, "aggregation");
  }
}
