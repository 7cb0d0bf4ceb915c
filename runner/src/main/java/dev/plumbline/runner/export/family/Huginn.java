package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import java.util.Set;

/** Huginn-0125 (arXiv 2502.05171) and other checkpoints of its published code. */
final class Huginn extends RavenFamily {
  private static final RavenLayout LAYOUT = RavenLayout.HUGINN;

  @Override
  public boolean recognizes(ConfigJson config, Checkpoint checkpoint) {
    return RavenLayout.of(config, checkpoint) == LAYOUT;
  }

  @Override
  public Network network(ConfigJson config) {
    int width = width(config);
    Heads heads = heads(config, width);
    config.requireIfPresent("num_key_value_heads", heads.queries());
    config.requireIfPresent("head_dim", width / heads.queries());
    Rotary rotary =
        new Rotary(
            Rotary.Pairs.INTERLEAVED,
            config.positive("rope_base", 50_000),
            new RotaryScaling.None());
    return network(
        config,
        width,
        config.integer("block_size", 4096, 1),
        embeddingScale(config, width),
        LAYOUT.norms,
        heads.attention(
            config.flag("qk_bias", true) ? Attention.Bias.QUERY_KEY : Attention.Bias.NONE,
            LAYOUT.queryKeyNorm,
            rotary),
        Set.of(FinalNorm.BEFORE_CODA, FinalNorm.BEFORE_HEAD));
  }

  /** One version of the published code reads it, another computes it: they must agree. */
  private static double embeddingScale(ConfigJson config, int width) {
    String key = "init_values.embed_scale";
    double computed = Math.sqrt(width);
    if (Math.abs(config.positive(key, computed) - computed) > 1e-6 * computed) {
      throw config.unsupported(key, "the root of n_embd, %s".formatted(computed));
    }
    return computed;
  }
}
