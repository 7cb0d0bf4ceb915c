package dev.plumbline.results.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The scores of the same documents in two conditions: two depths, or two runs. */
public final class PairedScores {
  private final double[] before;
  private final double[] after;
  private final int excluded;

  PairedScores(double[] before, double[] after, int excluded) {
    if (before.length != after.length) {
      throw new IllegalArgumentException(
          "%d scores and %d to compare with; expected one of each per document"
              .formatted(after.length, before.length));
    }
    if (!Arrays.stream(before).allMatch(Double::isFinite)
        || !Arrays.stream(after).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a score is not a finite number; leave its document out");
    }
    this.before = before.clone();
    this.after = after.clone();
    this.excluded = excluded;
  }

  /**
   * Pairs by place.
   *
   * @param before what is compared with, such as the baseline
   * @throws IllegalArgumentException if the lengths differ or a score is not finite
   */
  public static PairedScores of(double[] before, double[] after) {
    return new PairedScores(before, after, 0);
  }

  /** Documents with a score in both. */
  public int n() {
    return before.length;
  }

  /** Documents left out because a score is missing, as for a failed sample. */
  public int excluded() {
    return excluded;
  }

  /** Whether every score is 0 or 1. */
  public boolean isRightOrWrong() {
    return Arrays.stream(before).allMatch(s -> s == 0 || s == 1)
        && Arrays.stream(after).allMatch(s -> s == 0 || s == 1);
  }

  boolean isWithin(double low, double high) {
    return Arrays.stream(before).allMatch(s -> low <= s && s <= high)
        && Arrays.stream(after).allMatch(s -> low <= s && s <= high);
  }

  /** Documents whose score is lower after than before. */
  public int lost() {
    return (int) Arrays.stream(differences()).filter(d -> d < 0).count();
  }

  /** Documents whose score is higher after than before. */
  public int gained() {
    return (int) Arrays.stream(differences()).filter(d -> d > 0).count();
  }

  double meanBefore() {
    return mean(before);
  }

  double meanAfter() {
    return mean(after);
  }

  /** After less before, by document. */
  double[] differences() {
    return IntStream.range(0, before.length).mapToDouble(i -> after[i] - before[i]).toArray();
  }

  /** A sum over n, not a running mean, so that a share of zeros and ones is exact. */
  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
