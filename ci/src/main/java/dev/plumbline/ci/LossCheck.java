package dev.plumbline.ci;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.statistics.AgreeingScores;
import dev.plumbline.results.statistics.Holm;
import dev.plumbline.results.statistics.LossTest;
import dev.plumbline.results.statistics.PairedDifference;
import dev.plumbline.results.statistics.PairedScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** One point that is tested for a loss against the baseline. */
record LossCheck(
    CurveId curve, SweepPoint point, double margin, TaskScores before, TaskScores after) {
  /** Below it no test gives a p, whatever the loss: see {@link LossTest}. */
  private static final double LEAST_P = 1.1e-4;

  private static final String KIND = "no loss";

  /**
   * The points a rule is about.
   *
   * @throws PlumblineException if the run or the baseline lacks one, or their documents differ
   */
  static List<LossCheck> of(
      Rule.NoLoss rule, Baseline baseline, Baseline now, List<CurvePoint> curves) {
    List<LossCheck> checks = new ArrayList<>();
    for (CurveId curve : rule.curve().map(List::of).orElseGet(baseline::curves)) {
      TaskScores before =
          baseline.task(curve.task()).orElseThrow(() -> notInBaseline(curve.toString()));
      List<SweepPoint> points =
          rule.points().isEmpty()
              ? before.points().stream().filter(p -> before.has(curve.score(), p)).toList()
              : rule.points();
      if (points.isEmpty()) {
        throw notInBaseline(curve.toString());
      }
      for (SweepPoint point : points) {
        if (!before.has(curve.score(), point)) {
          throw notInBaseline(curve.at(point));
        }
        checks.add(check(curve, point, rule.margin(), before, now, curves));
      }
    }
    if (checks.isEmpty()) {
      throw new PlumblineException(
          "the baseline holds no scores, so there is nothing to compare with");
    }
    return checks;
  }

  private static LossCheck check(
      CurveId curve,
      SweepPoint point,
      double margin,
      TaskScores before,
      Baseline now,
      List<CurvePoint> curves) {
    TaskScores after =
        now.task(curve.task())
            .filter(task -> task.points().contains(point))
            .orElseThrow(() -> NoSuchPoint.of(curve.at(point), curves));
    Pairing.refusal(before, after)
        .ifPresent(
            reason -> {
              throw new PlumblineException(
                  "%s: baseline and run do not ask the same: %s; repeat the run as the baseline's,"
                          .formatted(curve.task(), reason)
                      + " or write a new one with plumbline baseline");
            });
    if (!after.scores().contains(curve.score())) {
      throw NoSuchPoint.of(curve.at(point), curves);
    }
    return new LossCheck(curve, point, margin, before, after);
  }

  private static PlumblineException notInBaseline(String name) {
    return new PlumblineException(
        name + ": the baseline has no such scores; write a new one with plumbline baseline");
  }

  /** All losses of a gate together, so that its false alarm rate is alpha. */
  static List<Draft> judge(List<LossCheck> checks, double alpha) {
    List<?> questions = questions(checks);
    long different = questions.stream().distinct().count();
    if (different * LEAST_P > alpha) {
      throw new PlumblineException(
          "%d points are too many to test at alpha %s: none could fail; name fewer curves or depths"
              .formatted(different, alpha));
    }
    List<Optional<LossTest>> tests = checks.stream().map(check -> check.test(alpha)).toList();
    List<Double> adjusted =
        Holm.adjust(
            tests.stream().map(t -> t.map(LossTest::pValue).orElse(1.0)).toList(), questions);
    return IntStream.range(0, checks.size())
        .mapToObj(i -> checks.get(i).draft(tests.get(i), adjusted.get(i), alpha))
        .toList();
  }

  /** What each check asks: of scores that agree then and now it is one question. */
  private static List<?> questions(List<LossCheck> checks) {
    AgreeingScores agreeing = AgreeingScores.of(checks, LossCheck::curve, LossCheck::agreesWith);
    return checks.stream()
        .map(check -> List.of(agreeing.first(check.curve), check.point, check.margin))
        .toList();
  }

  private boolean agreesWith(LossCheck other) {
    return before.agree(curve.score(), other.curve.score())
        && after.agree(curve.score(), other.curve.score());
  }

  private double[] scoresBefore() {
    return before.scores(curve.score(), point);
  }

  private double[] scoresAfter() {
    return after.scores(curve.score(), point);
  }

  private Optional<LossTest> test(double alpha) {
    double[] first = scoresBefore();
    double[] second = scoresAfter();
    int[] both =
        IntStream.range(0, first.length)
            .filter(i -> !Double.isNaN(first[i]) && !Double.isNaN(second[i]))
            .toArray();
    PairedScores pairs =
        PairedScores.of(
            IntStream.of(both).mapToDouble(i -> first[i]).toArray(),
            IntStream.of(both).mapToDouble(i -> second[i]).toArray());
    return LossTest.of(pairs, margin, alpha);
  }

  private Draft draft(Optional<LossTest> test, double p, double alpha) {
    List<Change> changes = Change.of(curve, point, after, scoresBefore(), scoresAfter());
    long gone = changes.stream().filter(change -> Double.isNaN(change.after())).count();
    boolean lost = p <= alpha;
    String says =
        test.map(t -> numbers(t.difference(), p)).orElse(curve.at(point) + ": not compared");
    if (lost) {
      says += ": significantly worse by more than " + Numbers.of(margin);
    }
    if (gone > 0) {
      says += "; %d documents that had a score have none now".formatted(gone);
    }
    if (!lost && gone == 0) {
      says += ": not significantly worse by more than " + Numbers.of(margin);
    }
    return new Draft(KIND, curve.at(point), curve.task(), !lost && gone == 0, says, changes);
  }

  private String numbers(PairedDifference d, double p) {
    return String.format(
        Locale.ROOT,
        "%s is %s and was %s (n=%d, %d lost, %d gained%s, p=%s)",
        curve.at(point),
        Numbers.of(d.after()),
        Numbers.of(d.before()),
        d.n(),
        d.lost(),
        d.gained(),
        d.interval().map(LossCheck::interval).orElse(""),
        Numbers.of(p));
  }

  private static String interval(Interval interval) {
    return ", 95%% interval of the change %s to %s"
        .formatted(Numbers.of(interval.low()), Numbers.of(interval.high()));
  }
}
