package dev.plumbline.results.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.statistics.AgreeingScores;
import dev.plumbline.results.statistics.Holm;
import dev.plumbline.results.statistics.PairedDifference;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run against another, by task, metric and r.
 *
 * @param baseline the folder of the run that is compared with, as it was given
 * @param other the folder of the run that is compared
 * @param settings in which the two differ: what is being compared; one line each
 * @param warnings on what could not be compared and is left out; one line each
 * @param rows in the order of the baseline, r ascending
 */
public record Comparison(
    String baseline, String other, List<String> settings, List<String> warnings, List<Row> rows) {

  /**
   * A curve at one point, on the documents of both runs.
   *
   * @param holm the difference's p value, corrected for every row of the comparison, those of
   *     agreeing curves once
   * @param agreesWith an earlier curve with the same score of every document at every point, in
   *     both runs
   */
  public record Row(
      CurveId curve,
      SweepPoint point,
      PairedDifference difference,
      double holm,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<CurveId> agreesWith) {}

  /** A curve's scores in both runs, of what both were asked. */
  private record Tables(ScoreTable from, ScoreTable to) {
    boolean agreeWith(Tables other) {
      return from.agreesWith(other.from) && to.agreesWith(other.to);
    }
  }

  private record Pair(CurveId curve, SweepPoint point, PairedDifference difference) {}

  /**
   * Compares.
   *
   * @throws PlumblineException if there is nothing that both runs were asked
   */
  public static Comparison of(Run baseline, Run other) {
    return of(baseline, other, SameQuestions.of(baseline, other));
  }

  /**
   * Compares on questions that are known already.
   *
   * @throws PlumblineException if there is nothing that both runs were asked
   */
  public static Comparison of(Run baseline, Run other, SameQuestions questions) {
    List<String> warnings = new ArrayList<>(questions.warnings());
    List<ScoreTable> others = ScoreTable.of(other);
    List<Tables> compared = new ArrayList<>();
    for (ScoreTable table : ScoreTable.of(baseline)) {
      if (!questions.tasks().contains(table.task())) {
        continue;
      }
      Optional<ScoreTable> match =
          others.stream().filter(t -> t.curve().equals(table.curve())).findFirst();
      if (match.isEmpty()) {
        warnings.add(
            "%s: %s is in %s alone; left out"
                .formatted(table.task(), table.curve().score(), baseline.folder()));
      } else {
        Set<Integer> asked = questions.of(table.task());
        compared.add(new Tables(table.only(asked), match.get().only(asked)));
      }
    }
    List<Pair> pairs = compared.stream().flatMap(tables -> pairs(tables).stream()).toList();
    if (pairs.isEmpty()) {
      throw new PlumblineException(
          "%s and %s: nothing to compare: no task was asked of both with the same prompts, at the same r%s"
              .formatted(
                  baseline.folder(),
                  other.folder(),
                  warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")"));
    }
    AgreeingScores agreeing =
        AgreeingScores.of(compared, tables -> tables.from().curve(), Tables::agreeWith);
    List<CurveId> shown = pairs.stream().map(Pair::curve).toList();
    List<Double> corrected =
        Holm.adjust(
            pairs.stream().map(p -> p.difference().pValue()).toList(),
            pairs.stream().map(p -> List.of(agreeing.first(p.curve()), p.point())).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      rows.add(
          new Row(
              pair.curve(),
              pair.point(),
              pair.difference(),
              corrected.get(i),
              agreeing.shownBy(pair.curve(), shown)));
    }
    return new Comparison(
        baseline.folder().toString(),
        other.folder().toString(),
        DifferentSettings.of(baseline.manifest(), other.manifest()),
        List.copyOf(warnings),
        List.copyOf(rows));
  }

  private static List<Pair> pairs(Tables tables) {
    ScoreTable from = tables.from();
    ScoreTable to = tables.to();
    List<Pair> pairs = new ArrayList<>();
    for (SweepPoint p : from.points()) {
      if (to.points().contains(p)) {
        PairedDifference.of(from.paired(p, to, p))
            .ifPresent(d -> pairs.add(new Pair(from.curve(), p, d)));
      }
    }
    return pairs;
  }
}
