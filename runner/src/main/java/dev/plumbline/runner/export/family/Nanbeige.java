package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.TrainedDepth;
import java.util.List;
import java.util.Set;

/** Nanbeige 4.2 (arXiv 2607.22083): Llama, all of whose layers and the norm behind them loop. */
final class Nanbeige extends TransformersFamily {
  /** What its code can be configured to and the graphs do not do. */
  private static final List<String> OPTIONS =
      List.of(
          "emb_neighbor_num",
          "enable_depth_attention",
          "enable_double_loop_split",
          "enable_h_res_identity",
          "enable_hyper_connection",
          "enable_mhc",
          "insert_ngram_layer_idx",
          "loop_middle_layers",
          "loop_share_kv",
          "mlp_bias",
          "ngram_insert_all_layers",
          "qk_layernorm",
          "skip_loop_final_norm");

  @Override
  public String modelType() {
    return "nanbeige";
  }

  @Override
  public Network network(ConfigJson config) {
    config.requireEachIfPresent("architectures", "NanbeigeForCausalLM");
    config.requireIfPresent("pretraining_tp", 1);
    OPTIONS.forEach(config::requireOff);
    return looped(config, Variant.LLAMA, false);
  }

  @Override
  public TrainedDepth trainedDepth(ConfigJson config) {
    return new TrainedDepth.UpTo(config.integer("num_loops", 1));
  }

  @Override
  public Set<String> inertKeys() {
    return Set.of("loop_loss_weights");
  }
}
