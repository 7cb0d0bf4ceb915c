package dev.plumbline.runner.export.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Inputs and outputs of a part's graph.
 *
 * <p>A call takes T new tokens, flat, of B sequences side by side. Only the attention knows of
 * sequences: there the tokens are laid out as [B, S], the longest sequence's S. A new token may
 * attend to three segments of keys, of which the first two are there if the call is {@code cached}:
 * P keys that all sequences share (a few-shot prefix), C keys that its sequence has from earlier
 * calls, and the S new ones. H is the number of heads that keys and values have, D a head's
 * channels.
 *
 * <ul>
 *   <li>position_ids: rotary position of each new token
 *   <li>pad: for each place [b, s] the token that stands there; any token where none does
 *   <li>unpad: for each token its flat place b * S + s
 *   <li>cached: whether there are keys and values besides the new ones
 *   <li>attention_mask: true where a token may attend to a key; N = P + C + S if the call is
 *       cached, S if not
 *   <li>prefix_key.i, prefix_value.i, past_key.i, past_value.i: layer i's; of any size if the call
 *       is not cached
 *   <li>new_key.i, new_value.i: of the new tokens, for the caller to keep; keys are rotated
 *   <li>injected: what the adapter makes of the prelude's embedding, the same in every iteration;
 *       of a network without an adapter the prelude gives {@code state}, and the core takes nothing
 *       else
 *   <li>step: of a damped core, what part of the way to what its blocks give the state goes
 *   <li>gate: of each token, what the exit gate makes of its next state; the probability to exit is
 *       its sigmoid
 *   <li>exited, next_exited: the sum of the states before each iteration's exit, weighted by the
 *       probability to exit there; zeros at first. remaining, next_remaining: the probability not
 *       to have exited; ones at first
 *   <li>expected_state: next_exited if all that remains exits after this iteration
 *   <li>rows: the tokens whose logits are wanted; targets: a token id for each of them
 *   <li>latent: the state after the norm that follows the recurrence, if any does
 *   <li>target_logprob: log-probability of each row's target; argmax: of each row's logits
 * </ul>
 */
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

  public static Signature of(Part part, Network network) {
    List<TensorSpec> inputs = new ArrayList<>();
    List<TensorSpec> outputs = new ArrayList<>();
    Optional<TensorSpec> injected =
        network
            .injection()
            .match(adapter -> Optional.of(hidden("injected", network)), Optional::empty);
    switch (part) {
      case PRELUDE -> {
        inputs.add(TensorSpec.of("input_ids", DataType.INT64, "T"));
        outputs.add(injected.orElseGet(() -> hidden("state", network)));
      }
      case CORE -> {
        inputs.add(hidden("state", network));
        injected.ifPresent(inputs::add);
        if (network.update() == Network.Update.DAMPED) {
          inputs.add(TensorSpec.of("step", DataType.FLOAT));
        }
        outputs.add(hidden("next_state", network));
        if (network.exitGate()) {
          inputs.add(hidden("exited", network));
          inputs.add(TensorSpec.of("remaining", DataType.FLOAT, "T"));
          outputs.add(TensorSpec.of("gate", DataType.FLOAT, "T"));
          outputs.add(hidden("expected_state", network));
          outputs.add(hidden("next_exited", network));
          outputs.add(TensorSpec.of("next_remaining", DataType.FLOAT, "T"));
        }
      }
      case CODA -> {
        inputs.add(hidden("state", network));
        inputs.add(TensorSpec.of("rows", DataType.INT64, "R"));
        inputs.add(TensorSpec.of("targets", DataType.INT64, "R"));
        outputs.add(hidden("latent", network));
        outputs.add(TensorSpec.of("logits", DataType.FLOAT, "R", network.vocabSize()));
        outputs.add(TensorSpec.of("target_logprob", DataType.FLOAT, "R"));
        outputs.add(TensorSpec.of("argmax", DataType.INT64, "R"));
      }
    }
    inputs.add(TensorSpec.of("position_ids", DataType.INT64, "T"));
    inputs.add(TensorSpec.of("pad", DataType.INT64, "B", "S"));
    inputs.add(TensorSpec.of("unpad", DataType.INT64, "T"));
    inputs.add(TensorSpec.of("cached", DataType.BOOL));
    inputs.add(TensorSpec.of("attention_mask", DataType.BOOL, "B", "S", "N"));
    Attention attention = network.block().attention();
    int heads = attention.keyValueHeads();
    int headDim = attention.headDim();
    for (int layer = 0; layer < network.blocks(part); layer++) {
      for (String name : List.of("key." + layer, "value." + layer)) {
        inputs.add(TensorSpec.of("prefix_" + name, DataType.FLOAT, heads, "P", headDim));
        inputs.add(TensorSpec.of("past_" + name, DataType.FLOAT, heads, "B", "C", headDim));
        outputs.add(
            TensorSpec.of("new_" + name, DataType.FLOAT, "T", attention.keyValueChannels()));
      }
    }
    return new Signature(List.copyOf(inputs), List.copyOf(outputs));
  }

  private static TensorSpec hidden(String name, Network network) {
    return TensorSpec.of(name, DataType.FLOAT, "T", network.width());
  }
}
