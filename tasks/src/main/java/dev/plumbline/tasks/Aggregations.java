package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.text.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code aggregation} of an entry of {@code metric_list}. */
final class Aggregations {
  private static final Map<String, Aggregation> REGISTERED =
      Map.of(
          "perplexity", Aggregation.PERPLEXITY,
          "word_perplexity", Aggregation.WEIGHTED_PERPLEXITY,
          "byte_perplexity", Aggregation.WEIGHTED_PERPLEXITY,
          "bits_per_byte", Aggregation.BITS_PER_BYTE,
          "f1", Aggregation.F1,
          "mcc", Aggregation.MATTHEWS,
          "brier_score", Aggregation.BRIER_SCORE,
          "bleu", Aggregation.BLEU,
          "chrf", Aggregation.CHRF,
          "chrf++", Aggregation.CHRF_WORDS);

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

  /** Any; where the entry names none, that which lm-evaluation-harness has for the metric. */
  static Aggregation any(YamlMap entry, String metric) {
    List<Aggregation> possible = new ArrayList<>(Arrays.asList(Aggregation.values()));
    possible.add(0, REGISTERED.getOrDefault(metric, Aggregation.MEAN));
    return read(entry, possible);
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
              + possible.stream()
                  .map(Aggregation::label)
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    return named.orElse(possible.get(0));
  }
}
