package dev.plumbline.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How often a gate of 500 documents alarms, where it should and where it should not. {@code
 * -Dplumbline.simulations=1000} runs as many gates as {@code docs/ci.md} tells of.
 */
class GateSimulationTest {
  private static final int GATES = Integer.getInteger("plumbline.simulations", 40);
  private static final int DOCUMENTS = 500;
  private static final List<Integer> DEPTHS = List.of(2, 4, 8, 16);
  private static final double ALPHA = 0.05;

  private final SplittableRandom random = new SplittableRandom(20261125);

  private interface Gates {
    List<LossCheck> next();
  }

  /** The share of gates with one alarm or more. */
  private double alarms(String name, Gates gates) {
    int alarms = 0;
    for (int i = 0; i < GATES; i++) {
      boolean alarm =
          LossCheck.judge(gates.next(), ALPHA).stream().anyMatch(verdict -> !verdict.holds());
      alarms += alarm ? 1 : 0;
    }
    System.out.printf("gate simulation: %s: %d of %d alarm%n", name, alarms, GATES);
    return (double) alarms / GATES;
  }

  private static LossCheck check(String task, int r, double margin, int[] before, int[] after) {
    return new LossCheck(
        new CurveId(task, Score.of("acc")),
        SweepPoint.fixed(r),
        margin,
        scores(task, r, before),
        scores(task, r, after));
  }

  private static TaskScores scores(String task, int r, int[] values) {
    return new TaskScores(
        task,
        "1.0",
        Map.of(),
        "",
        List.of(SweepPoint.fixed(r)),
        Map.of(),
        Map.of(),
        IntStream.range(0, values.length)
            .mapToObj(
                i -> new DocumentScores(i, Map.of(Score.parse("acc"), List.of((double) values[i]))))
            .toList());
  }

  /** Documents that are lost and gained with given chances; the rest are right before and after. */
  private LossCheck flipped(String task, int r, double margin, double lost, double gained) {
    int[] before = new int[DOCUMENTS];
    int[] after = new int[DOCUMENTS];
    for (int i = 0; i < DOCUMENTS; i++) {
      double draw = random.nextDouble();
      before[i] = draw >= lost && draw < lost + gained ? 0 : 1;
      after[i] = draw < lost ? 0 : 1;
    }
    return check(task, r, margin, before, after);
  }

  /**
   * Two runs of a model that answers each document by a chance of its own, so that accuracy is the
   * same and answers are not. Deeper runs see the same draws, so that depths hang together.
   */
  private List<LossCheck> reruns(int tasks, double margin) {
    List<LossCheck> checks = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      double[] chances = random.doubles(DOCUMENTS).toArray();
      double[] first = random.doubles(DOCUMENTS).toArray();
      double[] second = random.doubles(DOCUMENTS).toArray();
      for (int r : DEPTHS) {
        // Most documents are nearly certain: about 15 % flip.
        int[] before = new int[DOCUMENTS];
        int[] after = new int[DOCUMENTS];
        for (int i = 0; i < DOCUMENTS; i++) {
          double right = 1 / (1 + Math.exp(-12 * (chances[i] - 1.0 / (1 + Math.sqrt(r)))));
          before[i] = first[i] < right ? 1 : 0;
          after[i] = second[i] < right ? 1 : 0;
        }
        checks.add(check("task" + task, r, margin, before, after));
      }
    }
    return checks;
  }

  /** Above it by chance in 1 of 1,000 tests. */
  private static double most(double rate) {
    return rate + 3.1 * Math.sqrt(rate * (1 - rate) / GATES);
  }

  private static double least(double rate) {
    return rate - 3.1 * Math.sqrt(rate * (1 - rate) / GATES);
  }

  @Test
  void sameAnswersNeverAlarm() {
    int[] answers = random.ints(DOCUMENTS, 0, 2).toArray();
    assertThat(
            alarms(
                "the same answers again",
                () -> DEPTHS.stream().map(r -> check("task", r, 0, answers, answers)).toList()))
        .isZero();
  }

  @Test
  void rerunsOfEqualAccuracyAlarmNoMoreOftenThanStated() {
    assertThat(alarms("equal accuracy, 1 task, 4 depths", () -> reruns(1, 0)))
        .isLessThanOrEqualTo(most(ALPHA));
    assertThat(alarms("equal accuracy, 3 tasks, 4 depths", () -> reruns(3, 0)))
        .isLessThanOrEqualTo(most(ALPHA));
  }

  @Test
  void onePointAtTheMarginAlarmsNoMoreOftenThanStated() {
    assertThat(alarms("one point, no loss, 10 % flip", () -> one(0, 0.05, 0.05)))
        .isLessThanOrEqualTo(most(ALPHA));
    assertThat(alarms("one point, a loss of the margin, 10 % flip", () -> one(0.01, 0.055, 0.045)))
        .isLessThanOrEqualTo(most(ALPHA));
  }

  private List<LossCheck> one(double margin, double lost, double gained) {
    return List.of(flipped("task", 8, margin, lost, gained));
  }

  /**
   * The power that {@code docs/ci.md} states; about what the normal approximation gives: the loss
   * over its standard error, less 1.645.
   */
  @Test
  void lossOfThreePointsIsCaughtWithTheStatedPower() {
    assertThat(alarms("3 points lost, 3 % flip, margin 0", () -> one(0, 0.03, 0)))
        .isGreaterThanOrEqualTo(least(0.99));
    assertThat(alarms("3 points lost, 5 % flip, margin 0", () -> one(0, 0.04, 0.01)))
        .isGreaterThanOrEqualTo(least(0.93));
    assertThat(alarms("3 points lost, 10 % flip, margin 0", () -> one(0, 0.065, 0.035)))
        .isGreaterThanOrEqualTo(least(0.67));
    assertThat(alarms("3 points lost, 3 % flip, margin 0.01", () -> one(0.01, 0.03, 0)))
        .isGreaterThanOrEqualTo(least(0.90));
    assertThat(alarms("3 points lost, 5 % flip, margin 0.01", () -> one(0.01, 0.04, 0.01)))
        .isGreaterThanOrEqualTo(least(0.63));
    assertThat(alarms("3 points lost, 10 % flip, margin 0.01", () -> one(0.01, 0.065, 0.035)))
        .isGreaterThanOrEqualTo(least(0.40));
  }

  @Test
  void lossAmongOtherPointsIsCaughtLessOften() {
    assertThat(
            alarms(
                "3 points lost at 1 of 6 points, 5 % flip, margin 0",
                () -> {
                  List<LossCheck> checks = new ArrayList<>(one(0, 0.04, 0.01));
                  for (int i = 0; i < 5; i++) {
                    checks.add(flipped("other" + i, 8, 0, 0.025, 0.025));
                  }
                  return checks;
                }))
        .isGreaterThanOrEqualTo(least(0.75));
  }
}
