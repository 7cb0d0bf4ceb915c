package dev.plumbline.results.statistics;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.TaskDepth;
import java.util.List;
import java.util.stream.Stream;

/**
 * Is the depth enough that was reached two depths ago? The test before a sweep goes deeper, on one
 * task's answers so far: r is enough if neither of the {@value #AHEAD} next depths gains more than
 * a margin over it, by any score.
 *
 * <p>A look says so only if each of these gains, by {@link GainTest}, is significantly below the
 * margin; then no correction for their number is needed (intersection-union test, Berger 1982,
 * Technometrics 24, 295). The error rate is split evenly over the looks that there may be
 * (Bonferroni), which holds however they depend on each other. So over all looks of a task, the
 * probability to say "enough" of an r that one of the next two depths exceeds by more than the
 * margin is at most alpha. What is deeper was not looked at: of it the same holds if a curve that
 * gains no more than the margin at either of two further depths does so at none.
 *
 * @param depths ascending, all that may be asked, at least three
 * @param margin the gain that does not matter, above 0 and at most 1, in the scores' own unit
 * @param alpha of all looks together, between 0 and 1
 */
public record SaturationTest(List<SweepPoint> depths, double margin, double alpha) {
  /** What 1,000 documents can show of which one in ten flips from one depth to the next. */
  public static final double DEFAULT_MARGIN = 0.03;

  public static final double DEFAULT_ALPHA = 0.05;

  /** One flat step may come before a rise. */
  public static final int AHEAD = 2;

  public SaturationTest {
    depths = List.copyOf(depths);
    if (depths.size() <= AHEAD || !depths.equals(depths.stream().sorted().distinct().toList())) {
      throw new IllegalArgumentException("three ascending depths are needed, got " + depths);
    }
    if (!(margin > 0 && margin <= 1) || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "a margin above 0 and an alpha between 0 and 1 are needed, got %s and %s"
              .formatted(margin, alpha));
    }
  }

  /**
   * Looks at the answers so far.
   *
   * @param scores of the task, a table for each score, higher being better, each within 0 and 1;
   *     without any, nothing is enough
   * @param asked how many of the depths have answers, at least three; later ones are not looked at
   */
  public boolean isEnough(List<ScoreTable> scores, int asked) {
    return !scores.isEmpty() && gains(scores, asked).allMatch(gain -> gain.isBelow(margin));
  }

  /** What such a look says in numbers. */
  public TaskDepth look(List<ScoreTable> scores, int asked) {
    return new TaskDepth(
        depths.get(asked - 1 - AHEAD),
        isEnough(scores, asked),
        depths.get(asked - 1),
        gains(scores, asked).mapToDouble(gain -> gain.most(margin)).max().orElse(1),
        asked - AHEAD);
  }

  private Stream<GainTest> gains(List<ScoreTable> scores, int asked) {
    SweepPoint before = depths.get(asked - 1 - AHEAD);
    return scores.stream()
        .flatMap(
            table ->
                depths.subList(asked - AHEAD, asked).stream()
                    .map(after -> new GainTest(table.paired(before, after), alphaOfALook())));
  }

  private double alphaOfALook() {
    return alpha / (depths.size() - AHEAD);
  }

  /**
   * What a look can show at best: the most that may be gained, but for alpha, where no answer of so
   * many documents changes.
   */
  public double leastMargin(int documents) {
    double[] same = new double[documents];
    return new GainTest(PairedScores.of(same, same), alphaOfALook()).most(margin);
  }
}
