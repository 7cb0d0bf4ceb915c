package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import java.util.Map;
import java.util.Set;

/** Qwen2 and Qwen2.5: Llama with biases of queries, keys and values. */
final class Qwen2 extends TransformersFamily {
  /** Of {@code Qwen2Config}. */
  private static final Map<String, Number> DEFAULTS =
      Map.of(
          "vocab_size", 151936,
          "hidden_size", 4096,
          "intermediate_size", 22016,
          "num_hidden_layers", 32,
          "num_attention_heads", 32,
          "num_key_value_heads", 32,
          "max_position_embeddings", 32768,
          "rms_norm_eps", 1e-6,
          "rope_theta", 10_000);

  @Override
  public String modelType() {
    return "qwen2";
  }

  @Override
  public Network network(ConfigJson config) {
    config.requireEachIfPresent("architectures", "Qwen2ForCausalLM");
    config.requireOff("use_mrope");
    return fixedDepth(
        config.withDefaults(DEFAULTS),
        new Variant(Block.Norms.PRE, Attention.Bias.QUERY_KEY_VALUE, Attention.QueryKeyNorm.NONE));
  }

  @Override
  public Set<String> inertKeys() {
    return UNUSED_WINDOWS;
  }
}
