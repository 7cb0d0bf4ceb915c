package dev.plumbline.results.statistics;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Scores of one task that say the same: equal at every document and every point of the sweep, and
 * absent at the same ones. They are shown once, and a test of them is one test.
 *
 * @param firsts by curve the first one that it agrees with, which may be itself; a curve that is
 *     not here agrees with none
 */
public record AgreeingScores(Map<CurveId, CurveId> firsts) {
  public AgreeingScores {
    firsts = Map.copyOf(firsts);
  }

  /** Where documents' scores are not known, equal curves prove nothing. */
  public static AgreeingScores none() {
    return new AgreeingScores(Map.of());
  }

  /** Of a run's samples. */
  public static AgreeingScores of(Run run) {
    return of(ScoreTable.of(run), run.curves());
  }

  /** Of runs that are shown together: what agrees in each of them. */
  public static AgreeingScores inAll(List<Run> runs) {
    List<AgreeingScores> each = runs.stream().map(AgreeingScores::of).toList();
    Map<CurveId, CurveId> firsts = new HashMap<>(each.get(0).firsts);
    firsts.replaceAll(
        (curve, first) ->
            each.stream().allMatch(of -> first.equals(of.firsts.get(curve))) ? first : curve);
    return new AgreeingScores(firsts);
  }

  /** Curves must be equal as well: one may be another thing than the mean of its scores. */
  public static AgreeingScores of(List<ScoreTable> tables, List<CurvePoint> points) {
    Map<CurveId, List<CurvePoint>> curves = CurvePoint.byCurve(points);
    return of(
        tables,
        ScoreTable::curve,
        (a, b) ->
            a.agreesWith(b)
                && numbers(curves.getOrDefault(a.curve(), List.of()))
                    .equals(numbers(curves.getOrDefault(b.curve(), List.of()))));
  }

  private static List<List<Object>> numbers(List<CurvePoint> curve) {
    return curve.stream().map(p -> List.<Object>of(p.point(), p.n(), p.value())).toList();
  }

  /**
   * Of what has scores.
   *
   * @param agree whether the scores of two of one task are equal
   */
  public static <T> AgreeingScores of(
      List<T> all, Function<T, CurveId> curve, BiPredicate<T, T> agree) {
    Map<CurveId, CurveId> firsts = new HashMap<>();
    List<T> distinct = new ArrayList<>();
    for (T each : all) {
      CurveId own = curve.apply(each);
      Optional<T> first =
          distinct.stream()
              .filter(other -> curve.apply(other).task().equals(own.task()))
              .filter(other -> agree.test(other, each))
              .findFirst();
      if (first.isEmpty()) {
        distinct.add(each);
      }
      firsts.put(own, first.map(curve).orElse(own));
    }
    return new AgreeingScores(firsts);
  }

  /** The same for all that agree. */
  public CurveId first(CurveId curve) {
    return firsts.getOrDefault(curve, curve);
  }

  /**
   * The one of those shown, in their order, that stands for a curve; empty where it does itself.
   */
  public Optional<CurveId> shownBy(CurveId curve, Collection<CurveId> shown) {
    return shown.stream()
        .filter(other -> first(other).equals(first(curve)))
        .findFirst()
        .filter(other -> !other.equals(curve));
  }
}
