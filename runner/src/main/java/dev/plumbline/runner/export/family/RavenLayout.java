package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention.QueryKeyNorm;
import dev.plumbline.runner.network.Block.Norms;

/**
 * The blocks that a {@code huginn_raven} checkpoint can have: no key of its config.json says it.
 */
enum RavenLayout {
  /** Of raven_modeling_minimal.py. */
  HUGINN(Norms.SANDWICH_AROUND_SUM, QueryKeyNorm.NONE),
  /** Of raven_modeling_minimal_llama.py. */
  LLAMA(Norms.PRE, QueryKeyNorm.NONE),
  /** Of raven_modeling_minimal_olmo.py. */
  OLMO(Norms.AFTER_BRANCH, QueryKeyNorm.FULL_WIDTH);

  private static final String CODE = "auto_map.AutoModelForCausalLM";

  final Norms norms;
  final QueryKeyNorm queryKeyNorm;

  RavenLayout(Norms norms, QueryKeyNorm queryKeyNorm) {
    this.norms = norms;
    this.queryKeyNorm = queryKeyNorm;
  }

  /**
   * The layout of the tensors. A file of code whose name ends in _llama or _olmo must agree; other
   * names say nothing, since retrofits are also published with code in raven_modeling_minimal.py.
   */
  static RavenLayout of(ConfigJson config, Checkpoint checkpoint) {
    RavenLayout held = held(checkpoint);
    String code = config.text(CODE).orElse("");
    RavenLayout named = code.contains("_llama.") ? LLAMA : code.contains("_olmo.") ? OLMO : held;
    if (named != held) {
      throw config.unsupported(
          CODE,
          "what the tensors are of, a layout of %s; use the files of one model".formatted(held));
    }
    return held;
  }

  private static RavenLayout held(Checkpoint checkpoint) {
    if (checkpoint.holds(".norm_3.weight")) {
      return HUGINN;
    }
    return checkpoint.holds(".attn.q_norm.weight") ? OLMO : LLAMA;
  }
}
