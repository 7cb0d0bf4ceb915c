package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Llama, TinyLlama and OLMo 2 retrofitted with Huginn's recurrence (arXiv 2511.07384). Keys that
 * were left over from Huginn and that their code never looks at are passed over: {@code rope_base},
 * {@code block_size}.
 */
final class Retrofit extends RavenFamily {
  private final RavenLayout layout;

  /** Of blocks of this layout. */
  Retrofit(RavenLayout layout) {
    this.layout = layout;
  }

  @Override
  public boolean recognizes(ConfigJson config, Checkpoint checkpoint) {
    return RavenLayout.of(config, checkpoint) == layout;
  }

  @Override
  public Network network(ConfigJson config) {
    config.requireIfPresent("attention_bias", "false");
    if (config.flag("qk_bias", true)) {
      throw config.unsupported("qk_bias", "false");
    }
    double epsilon = config.positive("norm_eps", 1e-6);
    if (config.positive("rms_norm_eps", epsilon) != epsilon) {
      throw config.unsupported("rms_norm_eps", "norm_eps (%s)".formatted(epsilon));
    }
    int width = width(config);
    Heads heads = heads(config, width);
    if (layout == RavenLayout.LLAMA) {
      // Its code computes the heads' width for the matrices and reads it for the positions.
      config.requireIfPresent("head_dim", width / heads.queries());
    }
    return network(
        config,
        width,
        config.integer("max_position_embeddings", 1),
        config.positive("init_values.embed_scale", Math.sqrt(width)),
        layout.norms,
        heads.attention(Attention.Bias.NONE, layout.queryKeyNorm, RotaryKeys.read(config)),
        Set.of(FinalNorm.BEFORE_HEAD));
  }

  @Override
  public Set<String> inertKeys() {
    return Stream.concat(super.inertKeys().stream(), Stream.of("block_size", "rope_base"))
        .collect(Collectors.toSet());
  }

  /** A buffer that Huginn saves and their code computes. */
  @Override
  public boolean inertTensor(String name) {
    return name.equals("freqs_cis") || name.endsWith("rotary_emb.inv_freq");
  }
}
