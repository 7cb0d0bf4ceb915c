package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.text.YamlMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code aggregation} of an entry of {@code metric_list}. */
final class Aggregations {
  private Aggregations() {}

  /** Of a metric that gives a number for each document: the mean unless the entry names another. */
  static Aggregation ofNumbers(YamlMap entry) {
    return read(
        entry,
        List.of(Aggregation.MEAN, Aggregation.NANMEAN, Aggregation.MEDIAN, Aggregation.PERPLEXITY));
  }

  /** Of a metric that has one alone. */
  static Aggregation only(YamlMap entry, Aggregation aggregation) {
    return read(entry, List.of(aggregation));
  }

  /** Any; the mean where the entry names none. */
  static Aggregation any(YamlMap entry) {
    return read(entry, Arrays.asList(Aggregation.values()));
  }

  private static Aggregation read(YamlMap entry, List<Aggregation> possible) {
    if (entry.function("aggregation").isPresent()) {
      entry.wrong("aggregation", "a Python function over all documents is not supported");
      return possible.get(0);
    }
    Optional<String> name = entry.text("aggregation");
    if (name.isEmpty()) {
      return possible.get(0);
    }
    Optional<Aggregation> named =
        Aggregation.named(name.get()).filter(aggregation -> possible.contains(aggregation));
    if (named.isEmpty()) {
      entry.wrong(
          "aggregation",
          name.get()
              + " is not possible for this metric; possible: "
              + possible.stream().map(Aggregation::label).collect(Collectors.joining(", ")));
    }
    return named.orElse(possible.get(0));
  }
}
