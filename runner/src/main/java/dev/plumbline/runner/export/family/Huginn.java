package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.network.TruncatedNormal;
import java.util.Map;
import java.util.Set;

/**
 * Huginn-0125 (arXiv 2502.05171) and other checkpoints of its published code. A key that
 * config.json lacks has the default of {@code RavenConfig} (raven_config_minimal.py).
 */
final class Huginn implements CheckpointFamily {
  /** What the published code can be configured to and the graphs do not do. */
  private static final Map<String, String> SUPPORTED =
      Map.of(
          "norm_class_name", "RMSNorm_llama",
          "block_class_name", "SandwichBlock",
          "mlp_class_name", "GatedMLP",
          "nonlin_name", "SiLU",
          "injection_type", "linear",
          "state_init", "like-init",
          "bias", "false",
          "test_time_noise", "0");

  /** Where the published code cuts the initial state's distribution, in standard deviations. */
  private static final double STATE_CUT = 3;

  @Override
  public String modelType() {
    return "huginn_raven";
  }

  @Override
  public Network network(ConfigJson config) {
    SUPPORTED.forEach(config::requireIfPresent);
    int width = config.integer("n_embd", 5280, 1);
    int heads = config.integer("n_heads", 55, 1);
    int headDim = width / heads;
    if (width % heads != 0 || headDim % 2 != 0) {
      throw config.unsupported(
          "n_heads", heads, "a divisor of n_embd (%d) into even parts".formatted(width));
    }
    config.requireIfPresent("num_key_value_heads", heads);
    config.requireIfPresent("head_dim", headDim);
    return new Network(
        width,
        config.integer("padded_vocab_size", config.integer("vocab_size", 65536, 1), 1),
        config.integer("block_size", 4096, 1),
        Math.sqrt(width),
        config.integer("n_layers_in_prelude", 2, 0),
        config.integer("n_layers_in_recurrent_block", 4, 1),
        config.integer("n_layers_in_coda", 2, 0),
        new Block(
            Block.Norms.SANDWICH_AROUND_SUM,
            new Attention(
                heads,
                heads,
                headDim,
                config.flag("qk_bias", true) ? Attention.Bias.QUERY_KEY : Attention.Bias.NONE,
                Attention.QueryKeyNorm.NONE,
                new Rotary(
                    Rotary.Pairs.INTERLEAVED,
                    config.positive("rope_base", 50_000),
                    new RotaryScaling.None())),
            config.integer("intermediate_size", 17920, 1)),
        new Injection.LinearAdapter(
            new TruncatedNormal(
                config.positive("init_values.std", Math.sqrt(0.4 / width)),
                STATE_CUT,
                Math.sqrt(width))),
        Network.Update.REPLACE,
        Set.of(FinalNorm.BEFORE_CODA, FinalNorm.BEFORE_HEAD),
        false,
        config.flag("tie_embeddings", true),
        config.positive("norm_eps", 1e-6));
  }

  @Override
  public TrainedDepth trainedDepth(ConfigJson config) {
    return new TrainedDepth.Drawn(config.integer("mean_recurrence", 32, 1));
  }

  @Override
  public Map<String, Integer> rowSizes(Network network) {
    return Map.of(
        "n_embd", network.width(), "intermediate_size", network.block().intermediateSize());
  }

  @Override
  public WeightSource weights(Network network, Checkpoint checkpoint) {
    return new HuginnWeights(network, checkpoint);
  }
}
