package dev.plumbline.results.statistics;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Sweep;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Right and wrong answers whose true curve is known. A document has an ease that is the same at
 * every r, and some luck at each: it is right where their sum is high enough for the curve.
 *
 * @param sameness the share of the variance that is the document's own, between 0 and 1
 */
public record MadeUpSweep(List<Double> curve, double sameness) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** By document and depth. */
  public double[][] draw(int documents, UniformRandomProvider random) {
    double[] bars = curve.stream().mapToDouble(NORMAL::inverseSurvivalProbability).toArray();
    var normal = NORMAL.createSampler(random);
    return IntStream.range(0, documents)
        .mapToObj(
            document -> {
              double ease = Math.sqrt(sameness) * normal.sample();
              return Arrays.stream(bars)
                  .map(bar -> ease + Math.sqrt(1 - sameness) * normal.sample() >= bar ? 1 : 0)
                  .toArray();
            })
        .toArray(double[][]::new);
  }

  ScoreTable table(int documents, UniformRandomProvider random) {
    List<Integer> depths = IntStream.range(0, curve.size()).mapToObj(i -> 1 << i).toList();
    return ScoreTable.of(
        CurveId.parse("t:acc"), Sweep.of(depths).points(), draw(documents, random));
  }
}
