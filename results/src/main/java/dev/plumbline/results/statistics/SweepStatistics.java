package dev.plumbline.results.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Every statistic of a curve over the depths of a sweep, at the points that read the last
 * iteration. An answer is absent where it is undefined: see the type of each.
 *
 * @param documents all of them
 * @param complete those with a score at every r, which alone count in area, saturation and envelope
 * @param steps from each r to the next one, where some document has a score at both; p values are
 *     corrected for all steps of the run, those of agreeing curves once
 * @param agreesWith an earlier curve with the same score of every document at every point
 */
public record SweepStatistics(
    CurveId curve,
    int documents,
    int complete,
    List<Point> points,
    List<Step> steps,
    Optional<Area> area,
    Optional<Saturation> saturation,
    Optional<Envelope> envelope,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<CurveId> agreesWith) {

  /**
   * A point of the curve.
   *
   * @param valuePerGflop the value over the billions of floating point operations that a token
   *     takes at this r; absent where nobody measured them
   */
  public record Point(CurvePoint curve, OptionalDouble valuePerGflop) {
    static Point of(CurvePoint curve) {
      double flops = curve.flopsPerToken().orElse(0);
      return new Point(
          curve,
          flops > 0 ? OptionalDouble.of(curve.value() / (flops / 1e9)) : OptionalDouble.empty());
    }
  }

  private record Pair(CurveId curve, SweepPoint from, SweepPoint to, PairedDifference difference) {}

  /**
   * Of each metric of each task of a run, in its order.
   *
   * @param margin of the saturation, in the metric's own unit
   */
  public static List<SweepStatistics> of(Run run, double margin) {
    List<ScoreTable> all = ScoreTable.of(run);
    List<CurvePoint> curves = run.curves();
    return of(
        all.stream().flatMap(table -> table.overDepths().stream()).toList(),
        curves,
        AgreeingScores.of(all, curves),
        margin);
  }

  static List<SweepStatistics> of(List<ScoreTable> tables, List<CurvePoint> curves, double margin) {
    return of(tables, curves, AgreeingScores.of(tables, curves), margin);
  }

  private static List<SweepStatistics> of(
      List<ScoreTable> tables, List<CurvePoint> curves, AgreeingScores agreeing, double margin) {
    List<List<Pair>> pairs = tables.stream().map(SweepStatistics::pairs).toList();
    List<Pair> every = pairs.stream().flatMap(List::stream).toList();
    Iterator<Double> corrected =
        Holm.adjust(
                every.stream().map(p -> p.difference().pValue()).toList(),
                every.stream()
                    .map(p -> List.of(agreeing.first(p.curve()), p.from(), p.to()))
                    .toList())
            .iterator();
    List<CurveId> ids = tables.stream().map(ScoreTable::curve).toList();
    List<SweepStatistics> all = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      ScoreTable table = tables.get(i);
      List<Step> steps = new ArrayList<>();
      for (Pair pair : pairs.get(i)) {
        steps.add(Step.of(pair.from(), pair.to(), pair.difference(), corrected.next()));
      }
      all.add(
          new SweepStatistics(
              table.curve(),
              table.documents().size(),
              table.completeDocuments().size(),
              curves.stream()
                  .filter(p -> p.curve().equals(table.curve()))
                  .filter(p -> table.points().contains(p.point()))
                  .map(Point::of)
                  .toList(),
              List.copyOf(steps),
              Area.of(table),
              Saturation.of(table, margin),
              Envelope.of(table),
              agreeing.shownBy(table.curve(), ids)));
    }
    return List.copyOf(all);
  }

  private static List<Pair> pairs(ScoreTable table) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 1; i < table.points().size(); i++) {
      SweepPoint from = table.points().get(i - 1);
      SweepPoint to = table.points().get(i);
      PairedDifference.of(table.paired(from, to))
          .ifPresent(d -> pairs.add(new Pair(table.curve(), from, to, d)));
    }
    return pairs;
  }
}
