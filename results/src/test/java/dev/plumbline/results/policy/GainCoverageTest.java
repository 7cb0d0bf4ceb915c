package dev.plumbline.results.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Interval;
import dev.plumbline.results.StudentisedBootstrap;
import dev.plumbline.results.statistics.MadeUpSweep;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** How often the interval of a policy's gain holds the true one. */
class GainCoverageTest {
  private static final List<Integer> DEPTHS = List.of(1, 2, 4, 8, 16, 32);

  @Test
  @EnabledIfEnvironmentVariable(named = "PLUMBLINE_SIMULATIONS", matches = "\\d+")
  void studentisedHoldsTheGain() {
    int simulations = Integer.parseInt(System.getenv("PLUMBLINE_SIMULATIONS"));
    for (List<Double> curve :
        List.of(
            List.of(.28, .35, .52, .72, .95, .95),
            List.of(.3, .4, .5, .6, .6, .6),
            List.of(.5, .5, .5, .5, .5, .5))) {
      for (double knowledge : new double[] {0.1, 0.5, 0.9}) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(11);
        MadeUpSweep sweep = new MadeUpSweep(curve, 0.7);
        double truth = mean(gains(sweep, knowledge, 400_000, random));
        for (int n : new int[] {50, 200, 500}) {
          int given = 0;
          int held = 0;
          for (int i = 0; i < simulations; i++) {
            Optional<Interval> interval =
                StudentisedBootstrap.interval(gains(sweep, knowledge, n, random));
            given += interval.isPresent() ? 1 : 0;
            held +=
                interval.filter(in -> in.low() <= truth && truth <= in.high()).isPresent() ? 1 : 0;
          }
          System.out.printf(
              Locale.ROOT,
              "policy gain, n=%d %s knowledge=%.1f gain=%.3f (given %.3f): %.3f%n",
              n,
              curve,
              knowledge,
              truth,
              (double) given / simulations,
              (double) held / given);
          assertThat((double) held / given).isGreaterThan(0.9);
        }
      }
    }
  }

  /**
   * Of a policy that knows a document's answers so well, the rest of what it goes by being luck.
   */
  private static double[] gains(
      MadeUpSweep sweep, double knowledge, int n, UniformRandomProvider random) {
    double[][] rows = sweep.draw(n, random);
    for (int i = 0; i < n; i++) {
      int stop = 0;
      while (stop < DEPTHS.size() - 1
          && knowledge * (helps(rows[i], stop) ? 1 : 0) + (1 - knowledge) * random.nextDouble()
              > 0.3) {
        stop++;
      }
      double score = rows[i][stop];
      rows[i] = Arrays.copyOf(rows[i], DEPTHS.size() + 2);
      rows[i][DEPTHS.size()] = score;
      rows[i][DEPTHS.size() + 1] = DEPTHS.get(stop);
    }
    return DepthPolicy.gains(rows, DEPTHS);
  }

  private static boolean helps(double[] right, int depth) {
    return right[depth] == 0 && Arrays.stream(right, depth + 1, right.length).sum() > 0;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
