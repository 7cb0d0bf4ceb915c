package dev.plumbline.runner.bundle;

import dev.plumbline.runner.network.Limits;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.TruncatedNormal;
import java.util.Optional;

/**
 * The model that a bundle's graphs compute. Whoever runs them reads shape, costs and initial state
 * alone.
 *
 * @param initialState what the state before the first iteration is drawn from; empty if the prelude
 *     makes it, whose output is then called {@code state} instead of {@code injected}
 * @param meanRecurrence mean iteration count in training
 * @param network what is computed, for people, for tools and for checks
 */
public record Model(
    ModelShape shape,
    CostTable costs,
    Optional<TruncatedNormal> initialState,
    int meanRecurrence,
    Network network) {
  public Model {
    Limits.present("shape", shape);
    Limits.present("costs", costs);
    Limits.within(1, 1 << 20, "mean_recurrence", meanRecurrence);
    Limits.present("network", network);
  }

  /** What the exporter's graphs of a network are like. */
  public static Model of(Network network, int meanRecurrence) {
    return new Model(
        ModelShape.of(network),
        CostTable.of(network),
        network.injection().startsFrom(),
        meanRecurrence,
        network);
  }
}
