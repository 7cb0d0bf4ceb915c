package dev.plumbline.ci;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one document scored.
 *
 * @param scores by metric with its filter; one number for each r of the task, NaN where there is
 *     none, as for a failed sample
 */
public record DocumentScores(int docId, Map<String, List<Double>> scores) {
  public DocumentScores {
    Map<String, List<Double>> copy = new LinkedHashMap<>();
    scores.forEach((metric, values) -> copy.put(metric, List.copyOf(values)));
    scores = Collections.unmodifiableMap(copy);
  }

  /** NaN where there is none. */
  double score(String metric, int depth) {
    List<Double> values = scores.get(metric);
    return values == null ? Double.NaN : values.get(depth);
  }
}
