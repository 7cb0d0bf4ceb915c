package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.network.TruncatedNormal;
import java.util.Map;
import java.util.Set;

/**
 * What Huginn and the models retrofitted with its recurrence share. A key that config.json lacks
 * has the default of {@code RavenConfig} (raven_config_minimal.py).
 */
abstract class RavenFamily implements CheckpointFamily {
  /** What the published code can be configured to and the graphs do not do. */
  private static final Map<String, String> SUPPORTED =
      Map.of(
          "norm_class_name", "RMSNorm_llama",
          "block_class_name", "SandwichBlock",
          "mlp_class_name", "GatedMLP",
          "nonlin_name", "SiLU",
          "injection_type", "linear",
          "state_init", "like-init",
          "initial_state_mode", "random",
          "bias", "false",
          "test_time_noise", "0");

  /**
   * About training, the sum of the layers, names, and {@code tie_word_embeddings}, in whose place
   * the published code takes {@code tie_embeddings}.
   */
  private static final Set<String> INERT =
      Set.of(
          "activation_checkpoint_impl",
          "architecture_class_name",
          "effective_expected_depth",
          "hf_config",
          "init_orthogonal",
          "init_strategy",
          "init_values.embedding",
          "init_values.out_proj",
          "mean_backprop_depth",
          "n_layers",
          "name",
          "num_hidden_layers",
          "padding_multiple",
          "sampling_scheme",
          "test_time_noise_type",
          "tie_word_embeddings");

  /** Where the published code cuts the initial state's distribution, in standard deviations. */
  private static final double STATE_CUT = 3;

  /** The heads, from keys that have two names. */
  static Heads heads(ConfigJson config, int width) {
    int heads = config.integer("n_heads", config.integer("num_attention_heads", 55, 1), 1);
    config.requireIfPresent("num_attention_heads", heads);
    return Heads.read(config, "n_heads", heads, "n_embd", width);
  }

  static Network network(
      ConfigJson config,
      int width,
      int blockSize,
      double embeddingScale,
      Block.Norms norms,
      Attention attention,
      Set<FinalNorm> finalNorm) {
    SUPPORTED.forEach(config::requireIfPresent);
    config.requireEachIfPresent("architectures", "RavenForCausalLM");
    return new Network(
        width,
        config.integer("padded_vocab_size", config.integer("vocab_size", 65536, 1), 1),
        blockSize,
        embeddingScale,
        config.integer("n_layers_in_prelude", 2, 0),
        config.integer("n_layers_in_recurrent_block", 4, 1),
        config.integer("n_layers_in_coda", 2, 0),
        new Block(norms, attention, config.integer("intermediate_size", 17920, 1)),
        new Injection.LinearAdapter(
            new TruncatedNormal(
                config.positive("init_values.std", Math.sqrt(0.4 / width)),
                STATE_CUT,
                embeddingScale)),
        Network.Update.REPLACE,
        finalNorm,
        false,
        config.flag("tie_embeddings", true),
        config.positive("norm_eps", 1e-6));
  }

  /** Channels of the state, from a key that has two names. */
  static int width(ConfigJson config) {
    int width = config.integer("n_embd", config.integer("hidden_size", 5280, 1), 1);
    config.requireIfPresent("hidden_size", width);
    return width;
  }

  @Override
  public String modelType() {
    return "huginn_raven";
  }

  @Override
  public TrainedDepth trainedDepth(ConfigJson config) {
    return new TrainedDepth.Drawn(config.integer("mean_recurrence", 32, 1));
  }

  @Override
  public Map<String, Integer> rowSizes(Network network) {
    return Map.of(
        "n_embd", network.width(),
        "intermediate_size", network.block().intermediateSize(),
        "n_heads * head_dim", network.block().attention().queryChannels());
  }

  @Override
  public WeightSource weights(Network network, Checkpoint checkpoint) {
    return new RavenWeights(network, checkpoint);
  }

  @Override
  public Set<String> inertKeys() {
    return INERT;
  }
}
