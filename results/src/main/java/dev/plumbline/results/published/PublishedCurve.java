package dev.plumbline.results.published;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One curve of a {@link Reference}.
 *
 * @param benchmark as the source calls it
 * @param task lm-evaluation-harness's name for it; absent where it has none that is clear
 * @param relatedTasks that ask the same documents in another way, to be shown beside it all the
 *     same
 * @param metric absent as the task is
 * @param filter empty for tasks without filters; absent where the source does not say
 * @param place in the source, such as {@code Table 1}
 * @param settings as published; what the source does not say is left out
 * @param notes on what is uncertain
 * @param percent by r
 */
public record PublishedCurve(
    String benchmark,
    Optional<String> task,
    List<String> relatedTasks,
    Optional<String> metric,
    Optional<String> filter,
    String place,
    Map<Setting, String> settings,
    List<String> notes,
    SortedMap<Integer, Double> percent) {
  public PublishedCurve {
    relatedTasks = List.copyOf(relatedTasks);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    notes = List.copyOf(notes);
    percent = Collections.unmodifiableSortedMap(new TreeMap<>(percent));
  }

  /** What a source may say of how it measured, by the key in a reference's file. */
  public enum Setting {
    NUM_FEWSHOT,
    CHAT_TEMPLATE,
    /** The prompt, or {@code none}. */
    SYSTEM_PROMPT,
    /** How many of the benchmark's documents, or {@code all}. */
    DOCUMENTS,
    PRECISION,
    HARNESS,
    DECODING;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By r, from 0 to 1 as a run has it: the double nearest to the decimal that was published. */
  public SortedMap<Integer, Double> fractions() {
    SortedMap<Integer, Double> fractions = new TreeMap<>();
    percent.forEach(
        (r, value) -> fractions.put(r, BigDecimal.valueOf(value).movePointLeft(2).doubleValue()));
    return fractions;
  }

  /** Whether this is what a run's curve measures, or as near as the source says. */
  boolean isOf(CurveId curve) {
    Score score = curve.score();
    return (task.equals(Optional.of(curve.task())) || relatedTasks.contains(curve.task()))
        && metric.equals(Optional.of(score.metric()))
        && filter.map(score.filter()::equals).orElse(true);
  }

  /** Task and metric as a run names them; the benchmark where there is no such task. */
  public String name() {
    return task.flatMap(
            t ->
                metric.map(
                    m ->
                        t
                            + " "
                            + m
                            + filter().filter(f -> !f.isEmpty()).map(f -> "," + f).orElse("")))
        .orElse(benchmark);
  }
}
