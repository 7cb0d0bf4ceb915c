package dev.plumbline.tasks;

import dev.plumbline.tasks.Metric.Accuracy;
import dev.plumbline.tasks.Metric.ExactMatch;
import dev.plumbline.tasks.Metric.Execution;
import dev.plumbline.tasks.Metric.GreedyMatch;
import dev.plumbline.tasks.Metric.Norm;
import dev.plumbline.tasks.python.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code metric_list}. */
final class MetricReader {
  private static final Map<String, Norm> ACCURACIES =
      Map.of("acc", Norm.NONE, "acc_norm", Norm.CHARACTERS, "acc_bytes", Norm.BYTES);

  private MetricReader() {}

  static List<Metric> read(YamlMap yaml, OutputType type) {
    Optional<List<YamlMap>> list = yaml.maps("metric_list");
    if (list.isEmpty()) {
      return type == OutputType.MULTIPLE_CHOICE
          ? List.of(
              new Accuracy("acc", true, Norm.NONE), new Accuracy("acc_norm", true, Norm.CHARACTERS))
          : List.of(new ExactMatch("exact_match", true, List.of(), false, false, false));
    }
    List<Metric> metrics = new ArrayList<>();
    for (YamlMap entry : list.get()) {
      if (!entry.text("aggregation").orElse("mean").equals("mean")) {
        entry.wrong("aggregation", "only mean is supported");
      }
      if (entry.truth("hf_evaluate", false)) {
        entry.wrong("hf_evaluate", "is not supported: metrics are built in");
      }
      metric(entry, type).ifPresent(metrics::add);
      entry.refuseOthers();
    }
    return metrics;
  }

  private static Optional<Metric> metric(YamlMap entry, OutputType type) {
    boolean higher = entry.truth("higher_is_better", true);
    if (entry.function("metric").isPresent()) {
      return execution(entry, higher);
    }
    String name = entry.text("metric").orElse("");
    boolean choice = type == OutputType.MULTIPLE_CHOICE;
    if (choice && ACCURACIES.containsKey(name)) {
      return Optional.of(new Accuracy(name, higher, ACCURACIES.get(name)));
    }
    if (name.equals("exact_match")) {
      return Optional.of(choice ? new GreedyMatch(name, higher) : exactMatch(entry, name, higher));
    }
    String known = choice ? "acc, acc_norm, acc_bytes, exact_match" : "exact_match";
    entry.wrong(
        "metric",
        name.isEmpty()
            ? "is missing"
            : "unknown metric " + name + "; for this output_type known are " + known);
    return Optional.empty();
  }

  private static Optional<Metric> execution(YamlMap entry, boolean higher) {
    List<String> k = entry.texts("k").orElse(List.of("1"));
    if (!k.equals(List.of("1"))) {
      entry.wrong("k", "must be 1: every document is asked once");
    }
    return BuiltInFunctions.named(entry, "metric", BuiltInFunctions.EXECUTION_METRICS)
        .map(name -> new Execution(name, higher));
  }

  private static Metric exactMatch(YamlMap entry, String name, boolean higher) {
    List<PythonRegex> ignored = new ArrayList<>();
    for (String source : entry.texts("regexes_to_ignore").orElse(List.of())) {
      FilterReader.regex(entry, "regexes_to_ignore", source).ifPresent(ignored::add);
    }
    return new ExactMatch(
        name,
        higher,
        ignored,
        entry.truth("ignore_case", false),
        entry.truth("ignore_punctuation", false),
        entry.truth("ignore_numbers", false));
  }
}
