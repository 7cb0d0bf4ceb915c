package dev.plumbline.ci;

import dev.plumbline.protocol.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one document scored.
 *
 * @param scores one number for each point of the task, NaN where there is none, as for a failed
 *     sample
 */
public record DocumentScores(int docId, Map<Score, List<Double>> scores) {
  public DocumentScores {
    Map<Score, List<Double>> copy = new LinkedHashMap<>();
    scores.forEach((score, values) -> copy.put(score, List.copyOf(values)));
    scores = Collections.unmodifiableMap(copy);
  }

  /** NaN where there is none. */
  double score(Score score, int place) {
    List<Double> values = scores.get(score);
    return values == null ? Double.NaN : values.get(place);
  }
}
