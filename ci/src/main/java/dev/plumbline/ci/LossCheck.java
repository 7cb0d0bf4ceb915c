package dev.plumbline.ci;

import dev.plumbline.ci.FlippedDocuments.Change;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
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
    CurveName curve, int iterations, double margin, TaskScores before, TaskScores after) {
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
    for (CurveName curve : rule.curve().map(List::of).orElseGet(() -> curves(baseline))) {
      TaskScores before =
          baseline.task(curve.task()).orElseThrow(() -> notInBaseline(curve.toString()));
      List<Integer> depths =
          rule.iterations().isEmpty()
              ? before.iterations().stream().filter(r -> before.has(curve.metric(), r)).toList()
              : rule.iterations();
      if (depths.isEmpty()) {
        throw notInBaseline(curve.toString());
      }
      for (int r : depths) {
        if (!before.has(curve.metric(), r)) {
          throw notInBaseline(curve.at(r));
        }
        checks.add(check(curve, r, rule.margin(), before, now, curves));
      }
    }
    if (checks.isEmpty()) {
      throw new PlumblineException(
          "the baseline holds no scores, so there is nothing to compare with");
    }
    return checks;
  }

  private static LossCheck check(
      CurveName curve,
      int iterations,
      double margin,
      TaskScores before,
      Baseline now,
      List<CurvePoint> curves) {
    TaskScores after =
        now.task(curve.task())
            .filter(task -> task.iterations().contains(iterations))
            .orElseThrow(() -> Gate.noSuchPoint(curve.at(iterations), curves));
    Pairing.refusal(before, after)
        .ifPresent(
            reason -> {
              throw new PlumblineException(
                  "%s: baseline and run do not ask the same: %s; repeat the run as the baseline's,"
                          .formatted(curve.task(), reason)
                      + " or write a new one with plumbline baseline");
            });
    if (!after.metrics().contains(curve.metric())) {
      throw Gate.noSuchPoint(curve.at(iterations), curves);
    }
    return new LossCheck(curve, iterations, margin, before, after);
  }

  private static List<CurveName> curves(Baseline baseline) {
    return baseline.tasks().stream()
        .flatMap(task -> task.metrics().stream().map(m -> new CurveName(task.name(), m)))
        .toList();
  }

  private static PlumblineException notInBaseline(String name) {
    return new PlumblineException(
        name + ": the baseline has no such scores; write a new one with plumbline baseline");
  }

  /** All losses of a gate together, so that its false alarm rate is alpha. */
  static List<Judgement.Draft> judge(List<LossCheck> checks, double alpha) {
    if (checks.size() * LEAST_P > alpha) {
      throw new PlumblineException(
          "%d points are too many to test at alpha %s: none could fail; name fewer curves or depths"
              .formatted(checks.size(), alpha));
    }
    List<Optional<LossTest>> tests = checks.stream().map(check -> check.test(alpha)).toList();
    List<Double> adjusted =
        Holm.adjust(tests.stream().map(t -> t.map(LossTest::pValue).orElse(1.0)).toList());
    return IntStream.range(0, checks.size())
        .mapToObj(i -> checks.get(i).draft(tests.get(i), adjusted.get(i), alpha))
        .toList();
  }

  private double[] scoresBefore() {
    return before.scores(curve.metric(), iterations);
  }

  private double[] scoresAfter() {
    return after.scores(curve.metric(), iterations);
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

  private Judgement.Draft draft(Optional<LossTest> test, double p, double alpha) {
    List<Change> changes =
        Judgement.changes(curve, iterations, after, scoresBefore(), scoresAfter());
    long gone = changes.stream().filter(change -> Double.isNaN(change.after())).count();
    boolean lost = p <= alpha;
    String says =
        test.map(t -> numbers(t.difference(), p)).orElse(curve.at(iterations) + ": not compared");
    if (lost) {
      says += ": significantly worse by more than " + Numbers.of(margin);
    }
    if (gone > 0) {
      says += "; %d documents that had a score have none now".formatted(gone);
    }
    if (!lost && gone == 0) {
      says += ": not significantly worse by more than " + Numbers.of(margin);
    }
    return new Judgement.Draft(
        KIND, curve.at(iterations), curve.task(), !lost && gone == 0, says, changes);
  }

  private String numbers(PairedDifference d, double p) {
    return String.format(
        Locale.ROOT,
        "%s is %s and was %s (n=%d, %d lost, %d gained%s, p=%s)",
        curve.at(iterations),
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
