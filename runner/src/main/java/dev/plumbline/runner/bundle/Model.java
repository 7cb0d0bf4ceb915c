package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.ExitCriterion;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Work;
import dev.plumbline.runner.network.Limits;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.Update;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.network.TruncatedNormal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model that a bundle's graphs compute. Whoever runs them reads what stands before the network
 * alone.
 *
 * @param initialState what the state before the first iteration is drawn from; empty if the prelude
 *     makes it, whose output is then called {@code state} instead of {@code injected}
 * @param update what an iteration does with what its blocks give; a damped core takes {@code step}
 * @param exitGate whether the core gives {@code gate}
 * @param network what is computed, for people, for tools and for checks
 */
public record Model(
    ModelShape shape,
    CostTable costs,
    Optional<TruncatedNormal> initialState,
    Update update,
    boolean exitGate,
    TrainedDepth trainedDepth,
    Network network) {
  public Model {
    Limits.present("shape", shape);
    Limits.present("costs", costs);
    Limits.present("update", update);
    Limits.present("trained_depth", trainedDepth);
    Limits.present("network", network);
  }

  /** What the exporter's graphs of a network are like. */
  public static Model of(Network network, TrainedDepth trainedDepth) {
    return new Model(
        ModelShape.of(network),
        CostTable.of(network),
        network.injection().startsFrom(),
        network.update(),
        network.exitGate(),
        trainedDepth,
        network);
  }

  /** The points that show best how the model thinks. */
  public Sweep defaultSweep() {
    return DefaultSweep.of(trainedDepth, update);
  }

  /**
   * The sweep in parts that can be answered together: those points whose tokens all run alike,
   * where one pass gives them, and the others.
   */
  public List<Sweep> passes(Sweep sweep) {
    List<SweepPoint> uniform = sweep.points().stream().filter(SweepPoint::isUniform).toList();
    List<SweepPoint> others = sweep.points().stream().filter(p -> !p.isUniform()).toList();
    Stream<List<SweepPoint>> together =
        switch (update) {
          case REPLACE, ONCE -> Stream.of(uniform);
          case DAMPED -> uniform.stream().map(List::of);
        };
    return Stream.concat(together, Stream.of(others))
        .filter(points -> !points.isEmpty())
        .map(Sweep::new)
        .toList();
  }

  /**
   * Refuses points that the model does not have.
   *
   * @throws PlumblineException naming the first one
   */
  public void require(Sweep sweep) {
    if (update == Update.ONCE && sweep.deepest() > 1) {
      throw new PlumblineException(
          "r = %d asks for a loop, and this model has a fixed depth; export it with --loop A-B to"
                  .formatted(sweep.deepest())
              + " run its layers A to B several times");
    }
    for (SweepPoint point : sweep.points()) {
      boolean gated =
          point.match(
              fixed -> false,
              expected -> true,
              adaptive -> adaptive.exit().criterion() == ExitCriterion.GATE,
              contrasted -> false);
      if (gated && !exitGate) {
        throw new PlumblineException(
            "r = %s: the model has no exit gate to weigh its iterations by"
                .formatted(point.label()));
      }
      boolean warm =
          point.match(
              fixed -> false,
              expected -> false,
              SweepPoint.Adaptive::warmStart,
              contrasted -> false);
      if (warm && initialState.isEmpty()) {
        throw new PlumblineException(
            "r = %s: a warm start takes the place of a drawn state, and this model's first state is"
                    .formatted(point.label())
                + " the token itself");
      }
    }
  }

  /**
   * Floating-point operations for one token, a mean over all.
   *
   * @param tokens at least 1
   * @param visibleKeys that they saw together
   * @param work what they did where they did not all run the point's iterations
   */
  public double flopsPerToken(SweepPoint point, long tokens, long visibleKeys, Work work) {
    return work.equals(Work.UNIFORM)
        ? costs.flopsPerToken(point.iterations(), (double) visibleKeys / tokens)
        : costs.flops(tokens, visibleKeys, work, shape.caches()) / tokens;
  }
}
