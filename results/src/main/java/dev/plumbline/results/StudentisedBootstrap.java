package dev.plumbline.results;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The 95 % interval of a mean over documents by the studentised bootstrap (bootstrap-t; Efron and
 * Tibshirani 1993, chapter 12.5): how far the mean may be off, in standard errors, is read off
 * resamples, each measured by its own standard error. The percentile bootstrap takes the values'
 * spread for certain, which is too small by luck where few documents changed.
 *
 * <p>Each end is the farther one of two intervals', since each alone holds the truth too rarely
 * somewhere: the equal-tailed one where a few documents change both ways, the symmetric one (Hall
 * 1988, Journal of the Royal Statistical Society B 50, 35) where amounts are very skewed.
 */
public final class StudentisedBootstrap {
  /** Where fewer documents differ from the most frequent value, none is given. */
  public static final int FEWEST = 10;

  static final int RESAMPLES = 9_999;

  /** Places of the 2.5, 95 and 97.5 % quantiles, from 0: that of q is q (RESAMPLES + 1) - 1. */
  private static final int LOW = 249;

  private static final int SYMMETRIC = 9_499;
  private static final int HIGH = 9_749;

  private static final long SEED = 1234;

  /** Values nearer to each other than this, such as differences of rounded means, are the same. */
  private static final double ROUNDING = 1e-12;

  /**
   * Absent where fewer than {@value #FEWEST} values differ from the most frequent one: what a
   * change is like cannot be told from so few. The same values give the same interval.
   */
  public static Optional<Interval> interval(double[] values) {
    if (differing(values) < FEWEST) {
      return Optional.empty();
    }
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    double mean = Arrays.stream(values).sum() / values.length;
    // Around 0, so that the sum of squares loses no digits.
    double[] errors = Arrays.stream(values).map(v -> v - mean).toArray();
    double[] off = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      double squares = 0;
      for (int draw = 0; draw < errors.length; draw++) {
        double error = errors[random.nextInt(errors.length)];
        sum += error;
        squares += error * error;
      }
      off[i] = standardErrors(sum, squares, errors.length);
    }
    return Optional.of(around(mean, standardError(errors), off));
  }

  /**
   * The interval, given what the resamples say.
   *
   * @param off by how many of its own standard errors each of {@value #RESAMPLES} means is off
   */
  static Interval around(double mean, double standardError, double[] off) {
    double[] signed = Arrays.stream(off).sorted().toArray();
    double either = Arrays.stream(off).map(Math::abs).sorted().toArray()[SYMMETRIC];
    return new Interval(
        mean - standardError * Math.max(either, signed[HIGH]),
        mean + standardError * Math.max(either, -signed[LOW]));
  }

  private static double standardError(double[] errors) {
    double squares = Arrays.stream(errors).map(e -> e * e).sum();
    return standardError(0, squares, errors.length);
  }

  /** How many standard errors a mean is from 0; infinitely many where there is no spread. */
  private static double standardErrors(double sum, double squares, int n) {
    return sum == 0 ? 0 : sum / n / standardError(sum, squares, n);
  }

  private static double standardError(double sum, double squares, int n) {
    return Math.sqrt(Math.max(0, squares - sum * sum / n) / (n - 1) / n);
  }

  private static int differing(double[] values) {
    Map<Double, Long> times =
        Arrays.stream(values)
            .mapToObj(v -> Math.rint(v / ROUNDING) + 0.0) // no -0
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return values.length - times.values().stream().mapToInt(Long::intValue).max().orElse(0);
  }

  private StudentisedBootstrap() {}
}
