package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.network.Network;
import java.util.List;

/** What a weight that a network has once is for. */
public enum ModelWeight {
  /** [vocabulary, width]. */
  EMBEDDING("transformer.wte.weight"),
  /** [vocabulary, width]; a network whose head is tied has none. */
  HEAD("lm_head.weight"),
  /** Left half of the adapter's matrix, [width, width]. */
  ADAPTER_OF_STATE("transformer.adapter.state.weight"),
  /** Right half of the adapter's matrix, [width, width]. */
  ADAPTER_OF_EMBEDDING("transformer.adapter.embedding.weight"),
  /** [width]. */
  FINAL_NORM("transformer.ln_f.weight"),
  /** Of the exit gate, [1, width]. */
  EXIT_GATE("exit_gate.weight"),
  /** [1]. */
  EXIT_GATE_BIAS("exit_gate.bias");

  private final String stored;

  ModelWeight(String stored) {
    this.stored = stored;
  }

  /** Its name in a bundle, whatever the family; those of the first one, whose bundles have them. */
  public String stored() {
    return stored;
  }

  boolean isIn(Network network) {
    return switch (this) {
      case EMBEDDING -> true;
      case HEAD -> !network.tiedHead();
      case ADAPTER_OF_STATE, ADAPTER_OF_EMBEDDING ->
          network.injection().match(adapter -> true, () -> false);
      case FINAL_NORM -> !network.finalNorm().isEmpty();
      case EXIT_GATE, EXIT_GATE_BIAS -> network.exitGate();
    };
  }

  public List<Long> shape(Network network) {
    long width = network.width();
    return switch (this) {
      case EMBEDDING, HEAD -> List.of((long) network.vocabSize(), width);
      case ADAPTER_OF_STATE, ADAPTER_OF_EMBEDDING -> List.of(width, width);
      case FINAL_NORM -> List.of(width);
      case EXIT_GATE -> List.of(1L, width);
      case EXIT_GATE_BIAS -> List.of(1L);
    };
  }
}
