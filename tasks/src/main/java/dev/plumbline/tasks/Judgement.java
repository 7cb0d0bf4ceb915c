package dev.plumbline.tasks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one reply was judged.
 *
 * @param filtered the answer that each filter took from the generation, by the filter's name, in
 *     the task's order; {@code [invalid]} (or the task's fallback) where a regular expression found
 *     none. Empty for multiple choice. For a task that executes code: the program to be run,
 *     without its tests.
 * @param metrics values by {@link MetricKey#key()}. Empty for tasks that execute code: their score
 *     comes from {@link dev.plumbline.tasks.code.CodeJudge}.
 * @param parsed false when every filter that searches for an answer found none; true where no
 *     filter searches
 */
public record Judgement(Map<String, String> filtered, Map<String, Double> metrics, boolean parsed) {
  public Judgement {
    filtered = Collections.unmodifiableMap(new LinkedHashMap<>(filtered));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
