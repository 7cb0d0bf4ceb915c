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
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.network.TrainedDepth;
import java.util.Map;
import java.util.Set;

/** Llama, and what is of its make: SmolLM2, TinyLlama. */
final class Llama implements CheckpointFamily {
  @Override
  public String modelType() {
    return "llama";
  }

  @Override
  public Network network(ConfigJson config) {
    int width = config.integer("hidden_size", 4096, 1);
    int heads = config.integer("num_attention_heads", 32, 1);
    return new Network(
        width,
        config.integer("vocab_size", 32000, 1),
        config.integer("max_position_embeddings", 2048, 1),
        1,
        0,
        config.integer("num_hidden_layers", 32, 1),
        0,
        new Block(
            Block.Norms.PRE,
            new Attention(
                heads,
                config.integer("num_key_value_heads", heads, 1),
                config.integer("head_dim", width / heads, 1),
                Attention.Bias.NONE,
                Attention.QueryKeyNorm.NONE,
                new Rotary(
                    Rotary.Pairs.HALF_SPLIT,
                    config.positive("rope_theta", 10_000),
                    new RotaryScaling.None())),
            config.integer("intermediate_size", 11008, 1)),
        new Injection.None(),
        Update.ONCE,
        Set.of(FinalNorm.BEFORE_HEAD),
        false,
        config.flag("tie_word_embeddings", false),
        config.positive("rms_norm_eps", 1e-6));
  }

  @Override
  public TrainedDepth trainedDepth(ConfigJson config) {
    return new TrainedDepth.UpTo(1);
  }

  @Override
  public Map<String, Integer> rowSizes(Network network) {
    return Map.of(
        "hidden_size", network.width(), "intermediate_size", network.block().intermediateSize());
  }

  @Override
  public WeightSource weights(Network network, Checkpoint checkpoint) {
    return new TransformersWeights(network, checkpoint);
  }
}
