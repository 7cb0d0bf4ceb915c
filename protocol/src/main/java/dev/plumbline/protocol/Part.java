package dev.plumbline.protocol;

import java.util.List;
import java.util.Objects;

/**
 * What one document contributes to a score that is no mean over documents.
 *
 * @param aggregation how the score comes from all documents' parts
 * @param values as the aggregation defines them
 */
public record Part(Aggregation aggregation, List<Double> values) {
  public Part {
    Objects.requireNonNull(aggregation, "aggregation");
    values = List.copyOf(values);
  }
}
