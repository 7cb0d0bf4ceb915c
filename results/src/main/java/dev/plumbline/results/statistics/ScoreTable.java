package dev.plumbline.results.statistics;

import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scores of one metric of one task by document and r: what every statistic starts from. */
public final class ScoreTable {
  private final String task;
  private final String metric;
  private final String filter;
  private final List<Integer> documents;
  private final List<Integer> depths;

  /** By document and r, in their order; NaN where there is no score. */
  private final double[][] scores;

  private ScoreTable(
      String task,
      String metric,
      String filter,
      List<Integer> documents,
      List<Integer> depths,
      double[][] scores) {
    this.task = task;
    this.metric = metric;
    this.filter = filter;
    this.documents = List.copyOf(documents);
    this.depths = List.copyOf(depths);
    this.scores = scores;
  }

  /**
   * A table per task and metric of the run, in the order in which they first appear. A task without
   * scores, such as one whose programs were not executed, has none.
   */
  public static List<ScoreTable> of(Run run) {
    try (Stream<Sample> samples = run.samples()) {
      return of(samples);
    }
  }

  /** As {@link #of(Run)}, from samples in any order. */
  public static List<ScoreTable> of(Stream<Sample> samples) {
    Map<String, SortedMap<Integer, SortedMap<Integer, Map<String, Double>>>> tasks =
        new LinkedHashMap<>();
    samples.forEach(
        s ->
            tasks
                .computeIfAbsent(s.task(), t -> new TreeMap<>())
                .computeIfAbsent(s.docId(), d -> new TreeMap<>())
                .put(s.iterations(), s.outcome().metrics()));
    List<ScoreTable> tables = new ArrayList<>();
    tasks.forEach(
        (task, documents) -> {
          SortedSet<Integer> depths = new TreeSet<>();
          Set<String> keys = new LinkedHashSet<>();
          for (SortedMap<Integer, Map<String, Double>> byDepth : documents.values()) {
            depths.addAll(byDepth.keySet());
            byDepth.values().forEach(metrics -> keys.addAll(metrics.keySet()));
          }
          keys.forEach(key -> tables.add(table(task, key, documents, List.copyOf(depths))));
        });
    return List.copyOf(tables);
  }

  private static ScoreTable table(
      String task,
      String key,
      SortedMap<Integer, SortedMap<Integer, Map<String, Double>>> documents,
      List<Integer> depths) {
    double[][] scores =
        documents.values().stream()
            .map(
                byDepth ->
                    depths.stream()
                        .map(r -> byDepth.getOrDefault(r, Map.of()))
                        .mapToDouble(metrics -> metrics.getOrDefault(key, Double.NaN))
                        .toArray())
            .toArray(double[][]::new);
    String[] names = key.split(",", 2);
    return new ScoreTable(
        task,
        names[0],
        names.length == 1 ? "" : names[1],
        List.copyOf(documents.keySet()),
        depths,
        scores);
  }

  /**
   * A table of made-up or stored scores.
   *
   * @param filter empty where the task has none
   * @param depths ascending
   * @param scores by document, numbered from 0, and depth; NaN where there is none
   */
  public static ScoreTable of(
      String task, String metric, String filter, List<Integer> depths, double[][] scores) {
    List<Integer> documents = new ArrayList<>();
    double[][] copy = new double[scores.length][];
    for (int document = 0; document < scores.length; document++) {
      if (scores[document].length != depths.size()) {
        throw new IllegalArgumentException(
            "document %d has %d scores; expected one for each r of %s"
                .formatted(document, scores[document].length, depths));
      }
      documents.add(document);
      copy[document] = scores[document].clone();
    }
    return new ScoreTable(task, metric, filter, documents, depths, copy);
  }

  public String task() {
    return task;
  }

  public String metric() {
    return metric;
  }

  /** Empty where the task has none. */
  public String filter() {
    return filter;
  }

  /** {@code metric} or {@code metric,filter}, as samples name it. */
  public String key() {
    return filter.isEmpty() ? metric : metric + "," + filter;
  }

  /** Every r, ascending. */
  public List<Integer> depths() {
    return depths;
  }

  /** Every document's number, ascending, whether it has scores or not. */
  public List<Integer> documents() {
    return documents;
  }

  /** Absent where the sample failed or there is none. */
  public OptionalDouble score(int docId, int iterations) {
    int document = Collections.binarySearch(documents, docId);
    int depth = depths.indexOf(iterations);
    return document < 0 || depth < 0 || Double.isNaN(scores[document][depth])
        ? OptionalDouble.empty()
        : OptionalDouble.of(scores[document][depth]);
  }

  /** Whether every score is 0 or 1. */
  public boolean isRightOrWrong() {
    return Arrays.stream(scores)
        .flatMapToDouble(Arrays::stream)
        .allMatch(score -> Double.isNaN(score) || score == 0 || score == 1);
  }

  /** The same documents at two depths; {@code from} is what {@code to} is compared with. */
  public PairedScores paired(int from, int to) {
    return paired(from, this, to);
  }

  /**
   * The same documents, told by their numbers, in two tables. Whether these numbers mean the same
   * questions in both is the caller's to know.
   *
   * @param from the r of this table, which is what the other is compared with
   */
  public PairedScores paired(int from, ScoreTable other, int to) {
    Map<Integer, Double> before = column(from);
    Map<Integer, Double> after = other.column(to);
    Set<Integer> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    List<Integer> both =
        all.stream()
            .filter(d -> !before.getOrDefault(d, Double.NaN).isNaN())
            .filter(d -> !after.getOrDefault(d, Double.NaN).isNaN())
            .toList();
    return new PairedScores(
        both.stream().mapToDouble(before::get).toArray(),
        both.stream().mapToDouble(after::get).toArray(),
        all.size() - both.size());
  }

  /** NaN where there is no score. */
  private Map<Integer, Double> column(int iterations) {
    int depth = depths.indexOf(iterations);
    if (depth < 0) {
      throw new IllegalArgumentException(
          "%s has no r=%d; it has %s".formatted(task, iterations, depths));
    }
    Map<Integer, Double> column = new LinkedHashMap<>();
    for (int document = 0; document < scores.length; document++) {
      column.put(documents.get(document), scores[document][depth]);
    }
    return column;
  }

  /** The table of some of its documents alone. */
  public ScoreTable only(Set<Integer> kept) {
    int[] places =
        IntStream.range(0, scores.length).filter(i -> kept.contains(documents.get(i))).toArray();
    return new ScoreTable(
        task,
        metric,
        filter,
        Arrays.stream(places).mapToObj(documents::get).toList(),
        depths,
        Arrays.stream(places).mapToObj(i -> scores[i]).toArray(double[][]::new));
  }

  /** The documents that have a score at every r, ascending. */
  public List<Integer> completeDocuments() {
    return IntStream.range(0, scores.length)
        .filter(this::isComplete)
        .mapToObj(documents::get)
        .toList();
  }

  /** Their scores, by document and r. */
  public double[][] complete() {
    return IntStream.range(0, scores.length)
        .filter(this::isComplete)
        .mapToObj(document -> scores[document].clone())
        .toArray(double[][]::new);
  }

  private boolean isComplete(int document) {
    return Arrays.stream(scores[document]).noneMatch(Double::isNaN);
  }
}
