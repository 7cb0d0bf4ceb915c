package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import java.util.Map;

/** OLMo 2: norms behind attention and MLP in place of before them, and of all queries and keys. */
final class Olmo2 extends TransformersFamily {
  /** Of {@code Olmo2Config}. */
  private static final Map<String, Number> DEFAULTS =
      Map.of(
          "vocab_size", 50304,
          "hidden_size", 4096,
          "intermediate_size", 11008,
          "num_hidden_layers", 32,
          "num_attention_heads", 32,
          "max_position_embeddings", 2048,
          "rms_norm_eps", 1e-5,
          "rope_theta", 10_000);

  @Override
  public String modelType() {
    return "olmo2";
  }

  @Override
  public Network network(ConfigJson config) {
    config.requireEachIfPresent("architectures", "Olmo2ForCausalLM");
    return fixedDepth(
        config.withDefaults(DEFAULTS),
        new Variant(
            Block.Norms.AFTER_BRANCH, Attention.Bias.NONE, Attention.QueryKeyNorm.FULL_WIDTH));
  }
}
