package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.Score;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a document's metrics come to: numbers of which there is a mean, and parts of the others. */
final class Measures {
  private final Map<Score, Double> values = new LinkedHashMap<>();
  private final Map<Score, Part> parts = new LinkedHashMap<>();

  <A> void add(Score score, Metric<A> metric, A answer) {
    if (metric.aggregation() == Aggregation.MEAN) {
      values.put(score, metric.measure(answer));
    } else {
      parts.put(score, new Part(metric.aggregation(), metric.part(answer)));
    }
  }

  Map<Score, Double> values() {
    return values;
  }

  Map<Score, Part> parts() {
    return parts;
  }
}
