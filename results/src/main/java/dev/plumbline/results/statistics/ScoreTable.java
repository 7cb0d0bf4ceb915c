package dev.plumbline.results.statistics;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scores behind one curve by document and point: what every statistic starts from. */
public final class ScoreTable {
  private final CurveId curve;
  private final List<Integer> documents;
  private final List<SweepPoint> points;

  /** By document and point, in their order; NaN where there is no score. */
  private final double[][] scores;

  private ScoreTable(
      CurveId curve, List<Integer> documents, List<SweepPoint> points, double[][] scores) {
    this.curve = curve;
    this.documents = List.copyOf(documents);
    this.points = List.copyOf(points);
    this.scores = scores;
  }

  /**
   * A table per curve of the run, in the order in which they first appear. A task without scores,
   * such as one whose programs were not executed, has none.
   */
  public static List<ScoreTable> of(Run run) {
    try (Stream<Sample> samples = run.samples()) {
      return of(samples);
    }
  }

  /** As {@link #of(Run)}, from samples in any order. */
  public static List<ScoreTable> of(Stream<Sample> samples) {
    Map<String, SortedMap<Integer, SortedMap<SweepPoint, Map<Score, Double>>>> tasks =
        new LinkedHashMap<>();
    samples.forEach(
        s ->
            tasks
                .computeIfAbsent(s.task(), t -> new TreeMap<>())
                .computeIfAbsent(s.document().number(), d -> new TreeMap<>())
                .put(s.point(), s.outcome().metrics()));
    List<ScoreTable> tables = new ArrayList<>();
    tasks.forEach(
        (task, documents) -> {
          SortedSet<SweepPoint> points = new TreeSet<>();
          Set<Score> scores = new LinkedHashSet<>();
          for (SortedMap<SweepPoint, Map<Score, Double>> byPoint : documents.values()) {
            points.addAll(byPoint.keySet());
            byPoint.values().forEach(metrics -> scores.addAll(metrics.keySet()));
          }
          scores.forEach(
              score -> tables.add(table(new CurveId(task, score), documents, List.copyOf(points))));
        });
    return List.copyOf(tables);
  }

  /**
   * As {@link #of(Run)}, at the points that read the last iteration: what is said over depths is
   * said of one readout. A curve without such points has none.
   */
  public static List<ScoreTable> overDepths(Run run) {
    return of(run).stream().flatMap(table -> table.overDepths().stream()).toList();
  }

  /** This table at the points of fixed r alone; absent where there is none. */
  public Optional<ScoreTable> overDepths() {
    int[] places =
        IntStream.range(0, points.size()).filter(i -> points.get(i).variant().isEmpty()).toArray();
    return places.length == 0
        ? Optional.empty()
        : Optional.of(
            new ScoreTable(
                curve,
                documents,
                Arrays.stream(places).mapToObj(points::get).toList(),
                Arrays.stream(scores)
                    .map(row -> Arrays.stream(places).mapToDouble(i -> row[i]).toArray())
                    .toArray(double[][]::new)));
  }

  private static ScoreTable table(
      CurveId curve,
      SortedMap<Integer, SortedMap<SweepPoint, Map<Score, Double>>> documents,
      List<SweepPoint> points) {
    double[][] scores =
        documents.values().stream()
            .map(
                byPoint ->
                    points.stream()
                        .map(p -> byPoint.getOrDefault(p, Map.of()))
                        .mapToDouble(m -> m.getOrDefault(curve.score(), Double.NaN))
                        .toArray())
            .toArray(double[][]::new);
    return new ScoreTable(curve, List.copyOf(documents.keySet()), points, scores);
  }

  /**
   * A table of made-up or stored scores.
   *
   * @param points ascending
   * @param scores by document, numbered from 0, and point; NaN where there is none
   */
  public static ScoreTable of(CurveId curve, List<SweepPoint> points, double[][] scores) {
    List<Integer> documents = new ArrayList<>();
    double[][] copy = new double[scores.length][];
    for (int document = 0; document < scores.length; document++) {
      if (scores[document].length != points.size()) {
        throw new IllegalArgumentException(
            "document %d has %d scores; expected one for each r of %s"
                .formatted(document, scores[document].length, labels(points)));
      }
      documents.add(document);
      copy[document] = scores[document].clone();
    }
    return new ScoreTable(curve, documents, points, copy);
  }

  private static List<String> labels(List<SweepPoint> points) {
    return points.stream().map(SweepPoint::label).toList();
  }

  public CurveId curve() {
    return curve;
  }

  public String task() {
    return curve.task();
  }

  /** Every point of the sweep, ascending. */
  public List<SweepPoint> points() {
    return points;
  }

  /** Every document's number, ascending, whether it has scores or not. */
  public List<Integer> documents() {
    return documents;
  }

  /** Absent where the sample failed or there is none. */
  public OptionalDouble score(int docId, SweepPoint point) {
    int document = Collections.binarySearch(documents, docId);
    int place = points.indexOf(point);
    return document < 0 || place < 0 || Double.isNaN(scores[document][place])
        ? OptionalDouble.empty()
        : OptionalDouble.of(scores[document][place]);
  }

  /** Whether another table has the same scores, at least one, of the same documents and points. */
  public boolean agreesWith(ScoreTable other) {
    return documents.equals(other.documents)
        && points.equals(other.points)
        && Arrays.deepEquals(scores, other.scores)
        && Arrays.stream(scores).flatMapToDouble(Arrays::stream).anyMatch(s -> !Double.isNaN(s));
  }

  /** Whether every score is 0 or 1. */
  public boolean isRightOrWrong() {
    return Arrays.stream(scores)
        .flatMapToDouble(Arrays::stream)
        .allMatch(score -> Double.isNaN(score) || score == 0 || score == 1);
  }

  /** The same documents at two points; {@code from} is what {@code to} is compared with. */
  public PairedScores paired(SweepPoint from, SweepPoint to) {
    return paired(from, this, to);
  }

  /**
   * The same documents, told by their numbers, in two tables. Whether these numbers mean the same
   * questions in both is the caller's to know.
   *
   * @param from the point of this table, which is what the other is compared with
   */
  public PairedScores paired(SweepPoint from, ScoreTable other, SweepPoint to) {
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

  /**
   * The same documents at a point, and on the straight line between two others: what choosing
   * between these two by lot would give on average.
   *
   * @param weight of {@code after}, between 0 and 1
   */
  public PairedScores pairedBetween(
      SweepPoint before, SweepPoint after, double weight, SweepPoint to) {
    Map<Integer, Double> low = column(before);
    Map<Integer, Double> high = column(after);
    Map<Integer, Double> reached = column(to);
    List<Integer> complete =
        documents.stream()
            .filter(d -> !Double.isNaN(low.get(d) + high.get(d) + reached.get(d)))
            .toList();
    return new PairedScores(
        complete.stream()
            .mapToDouble(d -> low.get(d) + weight * (high.get(d) - low.get(d)))
            .toArray(),
        complete.stream().mapToDouble(reached::get).toArray(),
        documents.size() - complete.size());
  }

  /** NaN where there is no score. */
  private Map<Integer, Double> column(SweepPoint point) {
    int place = points.indexOf(point);
    if (place < 0) {
      throw new IllegalArgumentException(
          "%s has no r=%s; it has %s".formatted(task(), point.label(), labels(points)));
    }
    Map<Integer, Double> column = new LinkedHashMap<>();
    for (int document = 0; document < scores.length; document++) {
      column.put(documents.get(document), scores[document][place]);
    }
    return column;
  }

  /** The table of some of its documents alone. */
  public ScoreTable only(Set<Integer> kept) {
    int[] places =
        IntStream.range(0, scores.length).filter(i -> kept.contains(documents.get(i))).toArray();
    return new ScoreTable(
        curve,
        Arrays.stream(places).mapToObj(documents::get).toList(),
        points,
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
