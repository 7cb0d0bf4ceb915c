package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;
import dev.plumbline.results.StudentisedBootstrap;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of the mean score of the same documents, and whether chance explains it.
 *
 * <p>Scores that are all 0 or 1 are compared as right and wrong: Tango's score interval, McNemar's
 * exact test, Cohen's g. Any others by their differences: studentised bootstrap, permutation test,
 * differences in units of their standard deviation.
 *
 * @param n documents with both scores, at least one
 * @param excluded documents without, left out
 * @param difference the mean after less the mean before
 * @param interval of the difference, 95 %; absent where fewer than {@value
 *     StudentisedBootstrap#FEWEST} graded scores changed by other than the most frequent amount
 * @param pValue two-sided; 1 where no score changed
 * @param lost documents whose score fell
 * @param gained documents whose score rose
 * @param effectSize positive for a gain. Right and wrong: Cohen's g, the share of gained among the
 *     flipped documents less one half; absent where none flipped. Graded: the mean difference over
 *     its standard deviation; absent where that is 0 or n is 1
 * @param detectable the smallest true difference that n documents would have shown with 80 % power
 *     at 5 %, given how many scores changed; absent where that cannot be told
 */
public record PairedDifference(
    int n,
    int excluded,
    double before,
    double after,
    double difference,
    Optional<Interval> interval,
    double pValue,
    int lost,
    int gained,
    OptionalDouble effectSize,
    OptionalDouble detectable) {

  /** Absent where no document has both scores. */
  public static Optional<PairedDifference> of(PairedScores scores) {
    if (scores.n() == 0) {
      return Optional.empty();
    }
    return Optional.of(scores.isRightOrWrong() ? ofRightAndWrong(scores) : ofGraded(scores));
  }

  /**
   * Of right and wrong answers after, and before of shares of them between two depths, as {@link
   * ScoreTable#pairedBetween} gives: compared by the score test that Tango's is a case of. Effect
   * and detectable difference are as of graded scores.
   */
  public static Optional<PairedDifference> ofShares(PairedScores scores) {
    if (scores.n() == 0 || scores.isRightOrWrong()) {
      return of(scores);
    }
    double[] differences = scores.differences();
    ShareScore score = new ShareScore(differences);
    return Optional.of(graded(scores, differences, Optional.of(score.interval()), score.pValue()));
  }

  private static PairedDifference ofRightAndWrong(PairedScores scores) {
    int n = scores.n();
    int lost = scores.lost();
    int gained = scores.gained();
    int flipped = lost + gained;
    PairedProportions proportions = new PairedProportions(lost, gained, n);
    return new PairedDifference(
        n,
        scores.excluded(),
        scores.meanBefore(),
        scores.meanAfter(),
        (double) (gained - lost) / n,
        Optional.of(proportions.interval()),
        proportions.mcNemar(),
        lost,
        gained,
        flipped == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) gained / flipped - 0.5),
        Detectable.ofShares(n, (double) flipped / n));
  }

  private static PairedDifference ofGraded(PairedScores scores) {
    double[] differences = scores.differences();
    return graded(
        scores,
        differences,
        StudentisedBootstrap.interval(differences),
        SignFlips.twoSided(differences));
  }

  private static PairedDifference graded(
      PairedScores scores, double[] differences, Optional<Interval> interval, double pValue) {
    int n = differences.length;
    double mean = Arrays.stream(differences).sum() / n;
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double deviation = n < 2 ? 0 : Math.sqrt(squares / (n - 1));
    return new PairedDifference(
        n,
        scores.excluded(),
        scores.meanBefore(),
        scores.meanAfter(),
        mean,
        interval,
        pValue,
        scores.lost(),
        scores.gained(),
        deviation > 0 ? OptionalDouble.of(mean / deviation) : OptionalDouble.empty(),
        Detectable.ofMeans(n, deviation));
  }
}
