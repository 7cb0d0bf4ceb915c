package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import java.util.Optional;

/**
 * The RMSNorm that the core's last block ends with: {@code x * weight / sqrt(mean(x^2) + epsilon)}.
 */
public final class StateNorm {
  private final float[] weight;
  private final double epsilon;

  /**
   * @param weight by channel
   */
  StateNorm(float[] weight, double epsilon) {
    this.weight = weight;
    this.epsilon = epsilon;
  }

  /** A model's; absent where the core's blocks do not norm the sums that they end with. */
  public static Optional<StateNorm> of(Bundle bundle) {
    Network network = bundle.description().model().network();
    if (network.block().norms() != Block.Norms.SANDWICH_AROUND_SUM) {
      return Optional.empty();
    }
    String name = "transformer.core_block.%d.norm_4.weight".formatted(network.coreBlocks() - 1);
    return Optional.of(new StateNorm(bundle.weight("core.onnx", name), network.normEpsilon()));
  }

  void apply(float[] state) {
    double squares = 0;
    for (float x : state) {
      squares += (double) x * x;
    }
    double factor = 1 / Math.sqrt(squares / state.length + epsilon);
    for (int channel = 0; channel < state.length; channel++) {
      state[channel] = (float) (state[channel] * factor * weight[channel]);
    }
  }
}
