package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.SafetensorsTensor;
import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.export.weights.BlockWeight;
import dev.plumbline.runner.export.weights.ModelWeight;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;

/** Tensors as transformers names those of Llama and of the models that follow it. */
final class TransformersWeights implements WeightSource {
  private static final String HEAD = "lm_head.weight";

  private final Network network;
  private final Checkpoint checkpoint;

  TransformersWeights(Network network, Checkpoint checkpoint) {
    this.network = network;
    this.checkpoint = checkpoint;
  }

  @Override
  public FloatData of(ModelWeight weight) {
    String name =
        switch (weight) {
          case EMBEDDING -> "model.embed_tokens.weight";
          case HEAD -> HEAD;
          case FINAL_NORM -> "model.norm.weight";
          case EXIT_GATE -> "model.early_exit_gate.weight";
          case EXIT_GATE_BIAS -> "model.early_exit_gate.bias";
          case ADAPTER_OF_STATE, ADAPTER_OF_EMBEDDING -> throw WeightSource.notInFamily(weight);
        };
    SafetensorsTensor tensor = checkpoint.require(name, weight.shape(network));
    if (weight == ModelWeight.EMBEDDING && network.tiedHead()) {
      checkpoint.find(HEAD).ifPresent(head -> checkpoint.requireCopy(tensor, head));
    }
    return tensor;
  }

  @Override
  public FloatData of(Part part, int block, BlockWeight weight) {
    String name = "model.layers.%d.%s".formatted(network.layer(part, block), name(weight));
    return checkpoint.require(name, weight.shape(network));
  }

  private String name(BlockWeight weight) {
    return switch (weight) {
      case ATTENTION_NORM -> "input_layernorm.weight";
      case QUERIES -> "self_attn.q_proj.weight";
      case KEYS -> "self_attn.k_proj.weight";
      case VALUES -> "self_attn.v_proj.weight";
      case QUERY_BIAS -> "self_attn.q_proj.bias";
      case KEY_BIAS -> "self_attn.k_proj.bias";
      case VALUE_BIAS -> "self_attn.v_proj.bias";
      case QUERY_NORM -> "self_attn.q_norm.weight";
      case KEY_NORM -> "self_attn.k_norm.weight";
      case ATTENTION_OUTPUT -> "self_attn.o_proj.weight";
      case NORM_AFTER_ATTENTION ->
          switch (network.block().norms()) {
            case SANDWICH_AROUND_BRANCH -> "input_layernorm_2.weight";
            case AFTER_BRANCH -> "post_attention_layernorm.weight";
            case PRE, SANDWICH_AROUND_SUM -> throw WeightSource.notInFamily(weight);
          };
      case MLP_NORM -> "post_attention_layernorm.weight";
      case GATE -> "mlp.gate_proj.weight";
      case UP -> "mlp.up_proj.weight";
      case DOWN -> "mlp.down_proj.weight";
      case NORM_AFTER_MLP ->
          switch (network.block().norms()) {
            case SANDWICH_AROUND_BRANCH -> "post_attention_layernorm_2.weight";
            case AFTER_BRANCH -> "post_feedforward_layernorm.weight";
            case PRE, SANDWICH_AROUND_SUM -> throw WeightSource.notInFamily(weight);
          };
    };
  }
}
