package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code metric_list}. */
final class MetricReader {
  /** What an entry of the list says besides a metric's own settings. */
  static final Set<String> KEYS =
      Set.of("metric", "aggregation", "higher_is_better", "hf_evaluate");

  private MetricReader() {}

  /** Notes it where a metric that is called would be one of Hugging Face evaluate's. */
  static void refuseEvaluate(YamlMap entry) {
    if (entry.truth("hf_evaluate", false)) {
      entry.wrong("hf_evaluate", "is not supported: metrics are built in");
    }
  }

  /**
   * Gives the list's entries to a reader of metrics, one after the other, which has to look at
   * {@link Aggregations} as well.
   *
   * @return false where there is no list, so that the format's own metrics count
   */
  static boolean read(YamlMap yaml, Consumer<YamlMap> metric) {
    Optional<List<YamlMap>> list = yaml.maps("metric_list");
    for (YamlMap entry : list.orElse(List.of())) {
      metric.accept(entry);
      entry.refuseOthers();
    }
    return list.isPresent();
  }
}
