package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code aggregate_metric_list}. */
final class GroupMetrics {
  private static final String LIST = "aggregate_metric_list";

  private GroupMetrics() {}

  static List<TaskGroup.Metric> read(YamlMap yaml) {
    if (yaml.node(LIST).isEmpty()) {
      return List.of();
    }
    // A single one need be no list.
    List<YamlMap> entries =
        yaml.isMap(LIST)
            ? yaml.map(LIST).map(List::of).orElse(List.of())
            : yaml.maps(LIST).orElse(List.of());
    List<TaskGroup.Metric> metrics = new ArrayList<>();
    for (YamlMap entry : entries) {
      if (!entry.has("metric")) {
        entry.wrong("metric", "is missing");
      }
      if (entry.function("aggregation").isPresent()
          || !entry.text("aggregation").orElse("mean").equals("mean")) {
        entry.wrong("aggregation", "only mean is supported: the mean of the tasks' scores");
      }
      metrics.add(
          new TaskGroup.Metric(
              entry.text("metric").orElse(""),
              entry.texts("filter_list"),
              entry.truth("weight_by_size", true)));
      entry.refuseOthers();
    }
    return metrics;
  }
}
