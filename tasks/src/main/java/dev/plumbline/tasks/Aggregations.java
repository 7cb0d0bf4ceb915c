package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.text.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads {@code aggregation} of an entry of {@code metric_list}: a name, or a Python function, which
 * takes what any metric gives.
 */
final class Aggregations {
  private static final Map<String, Aggregation> REGISTERED =
      Map.ofEntries(
          Map.entry("perplexity", Aggregation.PERPLEXITY),
          Map.entry("word_perplexity", Aggregation.WEIGHTED_PERPLEXITY),
          Map.entry("byte_perplexity", Aggregation.WEIGHTED_PERPLEXITY),
          Map.entry("bits_per_byte", Aggregation.BITS_PER_BYTE),
          Map.entry("f1", Aggregation.F1),
          Map.entry("mcc", Aggregation.MATTHEWS),
          Map.entry("brier_score", Aggregation.BRIER_SCORE),
          Map.entry("bleu", Aggregation.BLEU),
          Map.entry("chrf", Aggregation.CHRF),
          Map.entry("chrf++", Aggregation.CHRF_WORDS),
          Map.entry("ter", Aggregation.TER));

  private Aggregations() {}

  /** Of a metric that gives a number for each document: the mean unless the entry names another. */
  static Combination ofNumbers(YamlMap entry) {
    return read(
        entry,
        List.of(Aggregation.MEAN, Aggregation.NANMEAN, Aggregation.MEDIAN, Aggregation.PERPLEXITY));
  }

  /** Of a metric that has one alone. */
  static Combination only(YamlMap entry, Aggregation aggregation) {
    return read(entry, List.of(aggregation));
  }

  /** Of a metric that has none but a function's. */
  static Combination onlyByFunction(YamlMap entry, String metric) {
    if (entry.function("aggregation").isEmpty()) {
      entry.wrong("aggregation", metric + " needs a !function here, given answers and targets");
    }
    return read(entry, List.of(Aggregation.MEAN));
  }

  /** Any; where the entry names none, that which lm-evaluation-harness has for the metric. */
  static Combination any(YamlMap entry, String metric) {
    List<Aggregation> possible = new ArrayList<>(Arrays.asList(Aggregation.values()));
    possible.add(0, REGISTERED.getOrDefault(metric, Aggregation.MEAN));
    return read(entry, possible);
  }

  private static Combination read(YamlMap entry, List<Aggregation> possible) {
    Combination usual = new Combination.Known(possible.get(0));
    if (entry.function("aggregation").isPresent()) {
      return FunctionReader.required(entry, "aggregation")
          .<Combination>map(Combination.ByFunction::new)
          .orElse(usual);
    }
    Optional<String> name = entry.text("aggregation");
    if (name.isEmpty()) {
      return usual;
    }
    Optional<Combination> named =
        Aggregation.named(name.get()).filter(possible::contains).map(Combination.Known::new);
    if (named.isEmpty()) {
      entry.wrong(
          "aggregation",
          name.get()
              + " is not possible for this metric; possible: "
              + possible.stream()
                  .map(Aggregation::label)
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    return named.orElse(usual);
  }
}
