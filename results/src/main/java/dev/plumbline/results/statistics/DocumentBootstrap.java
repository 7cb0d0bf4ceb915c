package dev.plumbline.results.statistics;

import dev.plumbline.results.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Mean curves of documents drawn with replacement (Efron and Tibshirani 1993): how a curve as a
 * whole would vary. A document keeps its scores at all depths together.
 */
public final class DocumentBootstrap {
  static final int RESAMPLES = 2_000;

  /** 2.5 % of the resamples. */
  private static final int CUT = RESAMPLES / 40;

  private static final long SEED = 1234;

  /** The mean at each depth, by resample. */
  private final List<double[]> curves;

  /**
   * Resamples.
   *
   * @param scores by document, at least one, and depth
   */
  public DocumentBootstrap(double[][] scores) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    this.curves =
        IntStream.range(0, RESAMPLES)
            .mapToObj(resample -> mean(random.ints(scores.length, 0, scores.length), scores))
            .toList();
  }

  /** The mean curve of all documents. */
  public static double[] mean(double[][] scores) {
    return mean(IntStream.range(0, scores.length), scores);
  }

  private static double[] mean(IntStream documents, double[][] scores) {
    double[] sum = new double[scores[0].length];
    int[] n = new int[1];
    documents.forEach(
        document -> {
          for (int depth = 0; depth < sum.length; depth++) {
            sum[depth] += scores[document][depth];
          }
          n[0]++;
        });
    return Arrays.stream(sum).map(s -> s / n[0]).toArray();
  }

  /** The percentile interval of a statistic of the mean curve. */
  public Interval interval(ToDoubleFunction<double[]> statistic) {
    double[] sorted = sorted(statistic);
    return new Interval(sorted[CUT], sorted[RESAMPLES - 1 - CUT]);
  }

  /** What a statistic of the mean curve exceeds in 2.5 % of the resamples. */
  double upperEnd(ToDoubleFunction<double[]> statistic) {
    return sorted(statistic)[RESAMPLES - 1 - CUT];
  }

  private double[] sorted(ToDoubleFunction<double[]> statistic) {
    return curves.stream().mapToDouble(statistic).sorted().toArray();
  }
}
