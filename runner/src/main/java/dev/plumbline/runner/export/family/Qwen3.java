package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import java.util.Map;
import java.util.Set;

/** Qwen3, without experts: Llama with a norm of each head's queries and keys. */
final class Qwen3 extends TransformersFamily {
  /** Of {@code Qwen3Config}. */
  private static final Map<String, Number> DEFAULTS =
      Map.of(
          "vocab_size", 151936,
          "hidden_size", 4096,
          "intermediate_size", 22016,
          "num_hidden_layers", 32,
          "num_attention_heads", 32,
          "num_key_value_heads", 32,
          "head_dim", 128,
          "max_position_embeddings", 32768,
          "rms_norm_eps", 1e-6,
          "rope_theta", 10_000);

  @Override
  public String modelType() {
    return "qwen3";
  }

  @Override
  public Network network(ConfigJson config) {
    config.requireEachIfPresent("architectures", "Qwen3ForCausalLM");
    return fixedDepth(
        config.withDefaults(DEFAULTS),
        new Variant(Block.Norms.PRE, Attention.Bias.NONE, Attention.QueryKeyNorm.PER_HEAD));
  }

  @Override
  public Set<String> inertKeys() {
    return UNUSED_WINDOWS;
  }
}
