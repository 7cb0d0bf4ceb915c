package dev.plumbline.runner.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs and outputs of a part's graph. B is the batch, S the new tokens of a sequence, C the slots
 * for keys and values, R the rows whose logits are wanted.
 *
 * <ul>
 *   <li>position_ids: rotary position of each new token
 *   <li>attention_mask: true where a new token may attend to a slot
 *   <li>write_indices: slot of the call's first new key and value; the others follow it
 *   <li>past_key.i, past_value.i, present_key.i, present_value.i: slots of layer i; a caller who
 *       makes an output the very tensor of its input has a cache that is updated in place
 *   <li>rows: flat places b * S + s; targets: a token id for each of them
 *   <li>latent: the state after the norm that follows the recurrence
 *   <li>target_logprob: log-probability of each row's target; argmax: of each row's logits
 * </ul>
 */
record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

  static Signature of(Part part, Architecture a) {
    List<TensorSpec> inputs = new ArrayList<>();
    List<TensorSpec> outputs = new ArrayList<>();
    switch (part) {
      case PRELUDE -> {
        inputs.add(TensorSpec.of("input_ids", DataType.INT64, "B", "S"));
        outputs.add(hidden("embedding", a));
      }
      case CORE -> {
        inputs.add(hidden("state", a));
        inputs.add(hidden("embedding", a));
        outputs.add(hidden("next_state", a));
      }
      case CODA -> {
        inputs.add(hidden("state", a));
        inputs.add(TensorSpec.of("rows", DataType.INT64, "R"));
        inputs.add(TensorSpec.of("targets", DataType.INT64, "R"));
        outputs.add(hidden("latent", a));
        outputs.add(TensorSpec.of("logits", DataType.FLOAT, "R", a.vocabSize()));
        outputs.add(TensorSpec.of("target_logprob", DataType.FLOAT, "R"));
        outputs.add(TensorSpec.of("argmax", DataType.INT64, "R"));
      }
    }
    inputs.add(TensorSpec.of("position_ids", DataType.INT64, "B", "S"));
    inputs.add(TensorSpec.of("attention_mask", DataType.BOOL, "B", 1, "S", "C"));
    inputs.add(TensorSpec.of("write_indices", DataType.INT64, "B"));
    for (int layer = 0; layer < part.layers(a); layer++) {
      inputs.add(slots("past_key." + layer, a));
      inputs.add(slots("past_value." + layer, a));
      outputs.add(slots("present_key." + layer, a));
      outputs.add(slots("present_value." + layer, a));
    }
    return new Signature(List.copyOf(inputs), List.copyOf(outputs));
  }

  private static TensorSpec hidden(String name, Architecture a) {
    return TensorSpec.of(name, DataType.FLOAT, "B", "S", a.nEmbd());
  }

  private static TensorSpec slots(String name, Architecture a) {
    return TensorSpec.of(name, DataType.FLOAT, "B", a.nHeads(), "C", a.headDim());
  }
}
