package dev.plumbline.results;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.Work;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a token took at one point of a sweep, a mean over all that a task's answers there read and
 * wrote; one row of {@code compute.csv}.
 *
 * @param tokens prompts and answers; what choices share counts once
 * @param meanIterations of the core; r where all tokens ran it
 * @param meanReadouts how often a token went through the coda, also to see whether it may leave
 * @param kvBytesPerToken keys and values that are kept of a token in prelude, core and coda; absent
 *     for a model that is no bundle
 * @param flopsPerToken of all matrix products
 */
public record Compute(
    long tokens,
    double meanIterations,
    double meanReadouts,
    OptionalLong kvBytesPerToken,
    double flopsPerToken) {

  /**
   * Of one point.
   *
   * @throws IllegalArgumentException if the tokens ran more iterations than the point has
   */
  static Compute of(SweepPoint point, Usage usage, Cost cost, Optional<ModelFacts> model) {
    boolean uniform = usage.work().equals(Work.UNIFORM);
    double iterations =
        uniform ? point.iterations() : (double) usage.work().iterations() / cost.tokens();
    if (iterations > point.iterations()) {
      throw new IllegalArgumentException(
          "r=%s: %d tokens ran %d iterations, more than they may"
              .formatted(point.label(), cost.tokens(), usage.work().iterations()));
    }
    return new Compute(
        cost.tokens(),
        iterations,
        uniform ? uniformReadouts(point) : (double) usage.work().readouts() / cost.tokens(),
        model.stream().mapToLong(facts -> facts.cacheBytes(point.keptIterations())).findFirst(),
        cost.flopsPerToken());
  }

  private static int uniformReadouts(SweepPoint point) {
    return point.match(fixed -> 1, expected -> 1, adaptive -> 1, contrasted -> 2);
  }
}
