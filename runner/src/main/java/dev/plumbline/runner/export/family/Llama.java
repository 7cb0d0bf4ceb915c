package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Network;
import java.util.Map;

/** Llama, and what is of its make: SmolLM2, TinyLlama. */
final class Llama extends TransformersFamily {
  /** Of {@code LlamaConfig}. */
  private static final Map<String, Number> DEFAULTS =
      Map.of(
          "vocab_size", 32000,
          "hidden_size", 4096,
          "intermediate_size", 11008,
          "num_hidden_layers", 32,
          "num_attention_heads", 32,
          "max_position_embeddings", 2048,
          "rms_norm_eps", 1e-6,
          "rope_theta", 10_000);

  @Override
  public String modelType() {
    return "llama";
  }

  @Override
  public Network network(ConfigJson config) {
    config.requireEachIfPresent("architectures", "LlamaForCausalLM");
    config.requireIfPresent("mlp_bias", "false");
    config.requireIfPresent("pretraining_tp", 1);
    config.requireIfPresent("rope_interleaved", "false");
    config.requireIfPresent("is_llama_config", "true");
    return fixedDepth(config.withDefaults(DEFAULTS), Variant.LLAMA);
  }
}
