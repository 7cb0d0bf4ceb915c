package dev.plumbline.results.exits;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Compute;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.TaskPoint;
import dev.plumbline.results.statistics.AgreeingScores;
import dev.plumbline.results.statistics.Holm;
import dev.plumbline.results.statistics.PairedDifference;
import dev.plumbline.results.statistics.PairedScores;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * A curve that has points of no fixed r, which stand against those that are.
 *
 * @param deepest the largest fixed r; absent where there is none, and nothing to compare with
 * @param oracle absent for graded scores
 * @param rows all points, ascending
 */
public record ExitStatistics(
    CurveId curve, Optional<SweepPoint> deepest, Optional<OracleExit> oracle, List<Row> rows) {

  /**
   * One point. What it is held against is absent for a fixed r.
   *
   * @param meanIterations of a token; absent where nobody measured, as are the costs
   * @param againstDepth against the largest fixed r; absent where no document has both scores
   * @param atEqualIterations against fixed r at the same mean iterations: between two r on the
   *     straight line, document by document, which is what choosing between them by lot gives;
   *     absent beyond the fixed r
   * @param atEqualFlops the same at equal FLOPs per token, which count what it takes to see whether
   *     a token may leave
   */
  public record Row(
      CurvePoint curve,
      OptionalDouble meanIterations,
      OptionalDouble meanReadouts,
      OptionalLong kvBytesPerToken,
      Optional<AgainstFixed> againstDepth,
      Optional<AgainstFixed> atEqualIterations,
      Optional<AgainstFixed> atEqualFlops) {}

  /** Of each curve that has such points, in the run's order. */
  public static List<ExitStatistics> of(Run run) {
    return of(ScoreTable.of(run), run.curves(), run.compute());
  }

  static List<ExitStatistics> of(
      List<ScoreTable> tables, List<CurvePoint> curves, Map<TaskPoint, Compute> computes) {
    AgreeingScores agreeing = AgreeingScores.of(tables, curves);
    List<Draft> drafts = new ArrayList<>();
    for (ScoreTable table : tables) {
      List<CurvePoint> own =
          curves.stream().filter(point -> point.curve().equals(table.curve())).toList();
      if (own.stream().anyMatch(point -> !isFixed(point))) {
        drafts.add(new Draft(table, own, computes));
      }
    }
    List<Comparison> comparisons =
        drafts.stream().flatMap(draft -> draft.comparisons().stream()).toList();
    List<Double> corrected =
        Holm.adjust(
            comparisons.stream().map(c -> c.difference.pValue()).toList(),
            comparisons.stream()
                .map(c -> List.of(agreeing.first(c.curve), c.point, c.basis))
                .toList());
    Map<Comparison, Double> holm = new HashMap<>();
    for (int i = 0; i < comparisons.size(); i++) {
      holm.put(comparisons.get(i), corrected.get(i));
    }
    return drafts.stream().map(draft -> draft.statistics(holm)).toList();
  }

  private static boolean isFixed(CurvePoint point) {
    return point.point().variant().isEmpty();
  }

  /** Sums of FLOPs in another order differ by less. */
  private static final double ROUNDING = 1e-9;

  private enum Basis {
    DEPTH,
    ITERATIONS,
    FLOPS
  }

  /** A test, told from all others. */
  private record Comparison(
      CurveId curve, SweepPoint point, Basis basis, double compute, PairedDifference difference) {
    AgainstFixed against(Map<Comparison, Double> holm) {
      return new AgainstFixed(compute, difference, holm.get(this));
    }
  }

  /** A curve whose p values are not corrected yet. */
  private static final class Draft {
    private final ScoreTable table;
    private final List<CurvePoint> points;
    private final List<CurvePoint> fixed;
    private final Map<TaskPoint, Compute> computes;
    private final List<Comparison> comparisons = new ArrayList<>();

    Draft(ScoreTable table, List<CurvePoint> points, Map<TaskPoint, Compute> computes) {
      this.table = table;
      this.fixed = points.stream().filter(ExitStatistics::isFixed).toList();
      this.points = points;
      this.computes = computes;
      List<CurvePoint> others = points.stream().filter(point -> !isFixed(point)).toList();
      for (CurvePoint point : others) {
        deepest()
            .ifPresent(
                deepest -> compare(point, Basis.DEPTH, deepest, deepest.point().iterations()));
        between(point, Basis.ITERATIONS, p -> meanIterations(p).orElse(Double.NaN));
        between(point, Basis.FLOPS, p -> p.flopsPerToken().orElse(Double.NaN));
      }
    }

    private Optional<CurvePoint> deepest() {
      return fixed.isEmpty() ? Optional.empty() : Optional.of(fixed.get(fixed.size() - 1));
    }

    /** Where a point's compute lies between those of two fixed r, or on one. */
    private void between(CurvePoint point, Basis basis, ToDoubleFunction<CurvePoint> compute) {
      double at = compute.applyAsDouble(point);
      for (int i = 0; i < fixed.size(); i++) {
        double before = compute.applyAsDouble(fixed.get(i));
        if (isSame(at, before)) {
          compare(point, basis, fixed.get(i), at);
          return;
        } else if (i + 1 < fixed.size()) {
          double after = compute.applyAsDouble(fixed.get(i + 1));
          if (before < at && at < after && !isSame(at, after)) {
            double weight = (at - before) / (after - before);
            difference(
                    table.pairedBetween(
                        fixed.get(i).point(), fixed.get(i + 1).point(), weight, point.point()))
                .ifPresent(d -> add(point, basis, at, d));
          }
        }
      }
    }

    private Optional<PairedDifference> difference(PairedScores scores) {
      return table.isRightOrWrong()
          ? PairedDifference.ofShares(scores)
          : PairedDifference.of(scores);
    }

    private static boolean isSame(double one, double other) {
      return Math.abs(one - other) <= ROUNDING * other;
    }

    private void compare(CurvePoint point, Basis basis, CurvePoint from, double compute) {
      PairedDifference.of(table.paired(from.point(), point.point()))
          .ifPresent(d -> add(point, basis, compute, d));
    }

    private void add(CurvePoint point, Basis basis, double compute, PairedDifference difference) {
      comparisons.add(new Comparison(table.curve(), point.point(), basis, compute, difference));
    }

    List<Comparison> comparisons() {
      return comparisons;
    }

    private Optional<Compute> compute(CurvePoint point) {
      return Optional.ofNullable(computes.get(new TaskPoint(point.task(), point.point())));
    }

    /** Where all run r, which a fixed one says itself, nobody need have measured. */
    private OptionalDouble meanIterations(CurvePoint point) {
      Optional<Compute> measured = compute(point);
      if (measured.isPresent()) {
        return OptionalDouble.of(measured.get().meanIterations());
      }
      OptionalDouble all = OptionalDouble.of(point.point().iterations());
      return point
          .point()
          .match(
              fixed -> all, expected -> all, adaptive -> OptionalDouble.empty(), contrast -> all);
    }

    ExitStatistics statistics(Map<Comparison, Double> holm) {
      return new ExitStatistics(
          table.curve(),
          deepest().map(CurvePoint::point),
          table.overDepths().flatMap(OracleExit::of),
          points.stream().map(point -> row(point, holm)).toList());
    }

    private Row row(CurvePoint point, Map<Comparison, Double> holm) {
      return new Row(
          point,
          meanIterations(point),
          compute(point).stream().mapToDouble(Compute::meanReadouts).findFirst(),
          compute(point).map(Compute::kvBytesPerToken).orElse(OptionalLong.empty()),
          against(point, Basis.DEPTH, holm),
          against(point, Basis.ITERATIONS, holm),
          against(point, Basis.FLOPS, holm));
    }

    private Optional<AgainstFixed> against(
        CurvePoint point, Basis basis, Map<Comparison, Double> holm) {
      return comparisons.stream()
          .filter(c -> c.point().equals(point.point()) && c.basis() == basis)
          .findFirst()
          .map(c -> c.against(holm));
    }
  }
}
