package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.TrainedDepth;
import java.util.Set;

/**
 * Ouro (arXiv 2510.25741): all layers and the norm behind them loop, and a gate says after each
 * loop how likely it is to stop there. Its configuration's defaults are not published, so that
 * every size must be there.
 */
final class Ouro extends TransformersFamily {
  @Override
  public String modelType() {
    return "ouro";
  }

  @Override
  public Network network(ConfigJson config) {
    config.requireEachIfPresent("architectures", "OuroForCausalLM");
    // Where to stop is chosen per sweep, and each of the iterations is read out by itself.
    if (config.has("early_exit_threshold") && config.positive("early_exit_threshold") != 1) {
      throw config.unsupported("early_exit_threshold", "1 or null");
    }
    return looped(
        config,
        new Variant(
            Block.Norms.SANDWICH_AROUND_BRANCH, Attention.Bias.NONE, Attention.QueryKeyNorm.NONE),
        true);
  }

  @Override
  public TrainedDepth trainedDepth(ConfigJson config) {
    return new TrainedDepth.UpTo(config.integer("total_ut_steps", 1));
  }

  @Override
  public Set<String> inertKeys() {
    return UNUSED_WINDOWS;
  }
}
