package dev.plumbline.results.exits;

import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.StepTrace;
import dev.plumbline.results.TaskPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many iterations the tokens of a task's answers took at a point.
 *
 * @param tokens how many took so many iterations, by kind of the token predicted; kinds that there
 *     are, in their order. Of choices all continuations count
 */
public record StepHistogram(
    String task, SweepPoint point, Map<TokenKind, SortedMap<Integer, Long>> tokens) {

  /** Of each task and point of the run with an exit criterion. */
  public static List<StepHistogram> of(Run run) {
    Map<TaskPoint, Map<TokenKind, SortedMap<Integer, Long>>> counts = new LinkedHashMap<>();
    try (Stream<StepTrace> steps = run.steps()) {
      steps
          .filter(trace -> Decisions.exit(trace.sample().point()).isPresent())
          .forEach(
              trace ->
                  count(
                      trace,
                      counts.computeIfAbsent(
                          new TaskPoint(trace.sample().document().task(), trace.sample().point()),
                          place -> new EnumMap<>(TokenKind.class))));
    }
    List<StepHistogram> histograms = new ArrayList<>();
    for (String task : counts.keySet().stream().map(TaskPoint::task).distinct().toList()) {
      counts.keySet().stream()
          .filter(place -> place.task().equals(task))
          .map(TaskPoint::point)
          .sorted()
          .forEach(
              point ->
                  histograms.add(
                      new StepHistogram(
                          task,
                          point,
                          Collections.unmodifiableMap(counts.get(new TaskPoint(task, point))))));
    }
    return List.copyOf(histograms);
  }

  private static void count(StepTrace trace, Map<TokenKind, SortedMap<Integer, Long>> counts) {
    for (int i = 0; i < trace.exited().size(); i++) {
      List<ExitedToken> continuation = trace.exited().get(i);
      for (int j = 0; j < continuation.size(); j++) {
        TokenKind kind = j == 0 ? TokenKind.FIRST : TokenKind.of(trace.texts().get(i).get(j));
        counts
            .computeIfAbsent(kind, k -> new TreeMap<>())
            .merge(continuation.get(j).steps(), 1L, Long::sum);
      }
    }
  }

  /** Of all kinds together. */
  public SortedMap<Integer, Long> all() {
    SortedMap<Integer, Long> all = new TreeMap<>();
    tokens.values().forEach(steps -> steps.forEach((step, n) -> all.merge(step, n, Long::sum)));
    return all;
  }

  /** Mean iterations of some tokens. */
  public static double mean(SortedMap<Integer, Long> tokens) {
    double sum = 0;
    for (Map.Entry<Integer, Long> steps : tokens.entrySet()) {
      sum += (double) steps.getKey() * steps.getValue();
    }
    return sum / count(tokens);
  }

  public static long count(SortedMap<Integer, Long> tokens) {
    return tokens.values().stream().mapToLong(n -> n).sum();
  }

  /**
   * The smallest number of iterations that at least so large a share of the tokens took no more
   * than.
   */
  public static int quantile(SortedMap<Integer, Long> tokens, double share) {
    double wanted = share * count(tokens);
    long so = 0;
    for (Map.Entry<Integer, Long> steps : tokens.entrySet()) {
      so += steps.getValue();
      if (so >= wanted) {
        return steps.getKey();
      }
    }
    throw new IllegalArgumentException("no tokens");
  }
}
