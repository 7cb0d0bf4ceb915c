package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Network.Update;
import dev.plumbline.runner.network.TrainedDepth;
import java.util.Map;
import java.util.Set;

/**
 * Llama and the models that follow it: their config.json has the keys and their tensors the names
 * that transformers gives Llama's. A model of fixed depth is all core.
 */
abstract class TransformersFamily implements CheckpointFamily {

  /** What Qwen says of sliding windows beside {@code use_sliding_window}, which must be false. */
  static final Set<String> UNUSED_WINDOWS = Set.of("max_window_layers", "sliding_window");

  /** What one family has other than another. */
  record Variant(Block.Norms norms, Attention.Bias bias, Attention.QueryKeyNorm queryKeyNorm) {
    static final Variant LLAMA =
        new Variant(Block.Norms.PRE, Attention.Bias.NONE, Attention.QueryKeyNorm.NONE);
  }

  /** All layers once. */
  static Network fixedDepth(ConfigJson config, Variant variant) {
    return network(config, variant, Update.ONCE, FinalNorm.BEFORE_HEAD, false);
  }

  /** All layers and the norm behind them, again and again. */
  static Network looped(ConfigJson config, Variant variant, boolean exitGate) {
    return network(config, variant, Update.REPLACE, FinalNorm.AFTER_ITERATION, exitGate);
  }

  private static Network network(
      ConfigJson config, Variant variant, Update update, FinalNorm finalNorm, boolean exitGate) {
    config.requireIfPresent("hidden_act", "silu");
    return new Network(
        config.integer("hidden_size", 1),
        config.integer("vocab_size", 1),
        config.integer("max_position_embeddings", 1),
        1,
        0,
        config.integer("num_hidden_layers", 1),
        0,
        new Block(
            variant.norms, attention(config, variant), config.integer("intermediate_size", 1)),
        new Injection.None(),
        update,
        Set.of(finalNorm),
        exitGate,
        config.flag("tie_word_embeddings", false),
        config.positive("rms_norm_eps"));
  }

  private static Attention attention(ConfigJson config, Variant variant) {
    config.requireIfPresent("attention_bias", "false");
    config.requireOff("use_sliding_window");
    config.requireEachIfPresent("layer_types", "full_attention");
    int width = config.integer("hidden_size", 1);
    int heads = config.integer("num_attention_heads", 1);
    return Heads.read(config, "num_attention_heads", heads, "hidden_size", width)
        .attention(variant.bias, variant.queryKeyNorm, RotaryKeys.read(config));
  }

  @Override
  public TrainedDepth trainedDepth(ConfigJson config) {
    return new TrainedDepth.UpTo(1);
  }

  @Override
  public Map<String, Integer> rowSizes(Network network) {
    return Map.of(
        "hidden_size",
        network.width(),
        "intermediate_size",
        network.block().intermediateSize(),
        "num_attention_heads * head_dim",
        network.block().attention().queryChannels());
  }

  @Override
  public WeightSource weights(Network network, Checkpoint checkpoint) {
    return new TransformersWeights(network, checkpoint);
  }

  /** Buffers that older versions saved; they are computed. */
  @Override
  public boolean inertTensor(String name) {
    return name.endsWith("rotary_emb.inv_freq");
  }
}
