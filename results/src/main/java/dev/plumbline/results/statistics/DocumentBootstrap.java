package dev.plumbline.results.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  DocumentBootstrap(double[][] scores) {
    // Of right and wrong answers at a few depths few rows differ: they are counted, not added up.
    Map<List<Double>, Integer> kinds = new LinkedHashMap<>();
    int[] kindOf =
        Arrays.stream(scores)
            .map(row -> Arrays.stream(row).boxed().toList())
            .mapToInt(
                row -> {
                  kinds.putIfAbsent(row, kinds.size());
                  return kinds.get(row);
                })
            .toArray();
    double[][] rows =
        kinds.keySet().stream()
            .map(row -> row.stream().mapToDouble(score -> score).toArray())
            .toArray(double[][]::new);
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    this.curves =
        IntStream.range(0, RESAMPLES)
            .mapToObj(
                resample -> {
                  int[] times = new int[rows.length];
                  for (int draw = 0; draw < kindOf.length; draw++) {
                    times[kindOf[random.nextInt(kindOf.length)]]++;
                  }
                  return mean(rows, times);
                })
            .toList();
  }

  /** The mean curve of all documents. */
  public static double[] mean(double[][] scores) {
    int[] once = new int[scores.length];
    Arrays.fill(once, 1);
    return mean(scores, once);
  }

  private static double[] mean(double[][] rows, int[] times) {
    double[] sum = new double[rows[0].length];
    int n = 0;
    for (int row = 0; row < rows.length; row++) {
      for (int depth = 0; depth < sum.length; depth++) {
        sum[depth] += times[row] * rows[row][depth];
      }
      n += times[row];
    }
    int documents = n;
    return Arrays.stream(sum).map(s -> s / documents).toArray();
  }

  /** What a statistic of the mean curve exceeds in 2.5 % of the resamples. */
  double upperEnd(ToDoubleFunction<double[]> statistic) {
    double[] sorted = curves.stream().mapToDouble(statistic).sorted().toArray();
    return sorted[RESAMPLES - 1 - CUT];
  }
}
