package dev.plumbline.tasks;

import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The metrics that {@code metric_list} may name in one place, by their names.
 *
 * @param byName in the order in which an error lists them
 */
record KnownMetrics<M>(Map<String, Reader<M>> byName) {

  private static final Set<String> LOWER_IS_BETTER =
      Set.of(
          "perplexity",
          "word_perplexity",
          "byte_perplexity",
          "bits_per_byte",
          "brier_score",
          "ter");

  /** Makes a metric from its entry in the list. */
  @FunctionalInterface
  interface Reader<M> {
    M read(YamlMap entry, String name, boolean higherIsBetter);
  }

  static <M> KnownMetrics<M> none() {
    return new KnownMetrics<>(new LinkedHashMap<>());
  }

  /** These and one more. */
  KnownMetrics<M> plus(String name, Reader<M> reader) {
    Map<String, Reader<M>> more = new LinkedHashMap<>(byName);
    more.put(name, reader);
    return new KnownMetrics<>(more);
  }

  /** What a metric of this name is where its entry does not say. */
  static boolean isHigherBetter(String name) {
    return !LOWER_IS_BETTER.contains(name);
  }

  /** The metric that an entry names; an unknown one is a finding. */
  Optional<M> read(YamlMap entry) {
    String name = entry.function("metric").or(() -> entry.text("metric")).orElse("");
    boolean higherIsBetter = entry.truth("higher_is_better", isHigherBetter(name));
    if (byName.containsKey(name)) {
      return Optional.of(byName.get(name).read(entry, name, higherIsBetter));
    }
    entry.wrong(
        "metric",
        name.isEmpty()
            ? "is missing"
            : "unknown metric "
                + name
                + "; for this output_type known are "
                + String.join(", ", byName.keySet()));
    return Optional.empty();
  }

  /** All, for a task file that names none. */
  List<M> readAll() {
    YamlMap none = new YamlMap(Findings.thrown(), "", "", 0);
    return byName.entrySet().stream()
        .map(
            metric ->
                metric.getValue().read(none, metric.getKey(), isHigherBetter(metric.getKey())))
        .toList();
  }

  /** The metric whose function an entry names with {@code !function}. */
  Optional<M> readFunction(YamlMap entry) {
    boolean higherIsBetter = entry.truth("higher_is_better", true);
    return entry
        .namedFunction("metric", byName)
        .map(reader -> reader.read(entry, entry.function("metric").orElseThrow(), higherIsBetter));
  }
}
