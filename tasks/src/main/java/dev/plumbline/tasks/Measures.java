package dev.plumbline.tasks;

import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.Given;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a document's metrics come to: numbers of which there is a mean, and parts of the others. */
final class Measures {
  private final Map<Score, Double> values = new LinkedHashMap<>();
  private final Map<Score, Part> parts = new LinkedHashMap<>();

  /** None yet. */
  Measures() {}

  /** Those of an outcome, and more. */
  Measures(Outcome outcome) {
    values.putAll(outcome.metrics());
    parts.putAll(outcome.parts());
  }

  <A> void add(Score score, Metric<A> metric, A answer) {
    if (metric.combination().isMean()) {
      values.put(score, metric.measure(answer));
    } else {
      parts.put(score, part(metric, answer));
    }
  }

  private static <A> Part part(Metric<A> metric, A answer) {
    return metric
        .combination()
        .match(
            known -> new Part.Numbers(known.aggregation(), metric.numbers(answer)),
            own -> new Part.Item(own.python().name(), Given.json(metric.item(answer))));
  }

  Map<Score, Double> values() {
    return values;
  }

  Map<Score, Part> parts() {
    return parts;
  }
}
