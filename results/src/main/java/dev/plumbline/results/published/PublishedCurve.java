package dev.plumbline.results.published;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param settings of {@link PublishedSetting}, as published; what the source does not say is left
 *     out
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
    Map<PublishedSetting, String> settings,
    List<String> notes,
    SortedMap<Integer, Double> percent) {
  public PublishedCurve {
    relatedTasks = List.copyOf(relatedTasks);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    notes = List.copyOf(notes);
    percent = Collections.unmodifiableSortedMap(new TreeMap<>(percent));
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
