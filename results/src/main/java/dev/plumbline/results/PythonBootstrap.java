package dev.plumbline.results;

import dev.plumbline.protocol.Aggregation;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Scores of documents drawn as lm-evaluation-harness draws them ({@code bootstrap_stderr}): up to a
 * thousand times with {@code random.Random(i).choices} for each i from 0.
 */
final class PythonBootstrap {
  private static final int CHUNK = 1_000;

  static double[] scores(Aggregation aggregation, double[][] parts, int draws) {
    int chunk = Math.min(CHUNK, draws);
    return IntStream.range(0, draws / chunk)
        .parallel()
        .boxed()
        .flatMapToDouble(
            seed -> {
              UniformRandomProvider random = RandomSource.MT.create(new int[] {seed});
              double[] scores = new double[chunk];
              double[][] drawn = new double[parts.length][];
              for (int i = 0; i < chunk; i++) {
                for (int k = 0; k < drawn.length; k++) {
                  drawn[k] = parts[(int) (uniform(random) * parts.length)];
                }
                scores[i] = AggregateScore.of(aggregation, drawn);
              }
              return Arrays.stream(scores);
            })
        .toArray();
  }

  /** As Python's {@code random()} makes a number of two draws: 27 bits, then 26. */
  private static double uniform(UniformRandomProvider random) {
    long high = (random.nextInt() & 0xffffffffL) >>> 5;
    long low = (random.nextInt() & 0xffffffffL) >>> 6;
    return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
  }

  private PythonBootstrap() {}
}
