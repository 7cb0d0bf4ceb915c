package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;

/**
 * What transformers' keys say of rotary positions: {@code rope_theta} and {@code rope_scaling}, or
 * from its version 5 on all of it in {@code rope_parameters}.
 */
final class RotaryKeys {
  private static final String SCALING = "rope_scaling";
  private static final String PARAMETERS = "rope_parameters";

  private RotaryKeys() {}

  /** Rotary positions of the pairs that all of transformers' families have. */
  static Rotary read(ConfigJson config) {
    requireWholeHead(config, "");
    if (!config.hasObject(PARAMETERS)) {
      return new Rotary(
          Rotary.Pairs.HALF_SPLIT,
          config.positive("rope_theta"),
          config.hasObject(SCALING) ? scaling(config, SCALING) : new RotaryScaling.None());
    }
    if (config.has(SCALING)) {
      throw config.unsupported(SCALING, "one of it and rope_parameters");
    }
    requireWholeHead(config, PARAMETERS + ".");
    return new Rotary(
        Rotary.Pairs.HALF_SPLIT,
        config.positive(PARAMETERS + ".rope_theta"),
        scaling(config, PARAMETERS));
  }

  private static void requireWholeHead(ConfigJson config, String prefix) {
    String key = prefix + "partial_rotary_factor";
    if (config.positive(key, 1) != 1) {
      throw config.unsupported(key, "1");
    }
  }

  private static RotaryScaling scaling(ConfigJson config, String at) {
    String key = at + (config.has(at + ".rope_type") ? ".rope_type" : ".type");
    String type = config.text(key).orElse("");
    config.requireIfPresent(at + ".type", type);
    return switch (type) {
      case "default" -> new RotaryScaling.None();
      case "llama3" -> llama3(config, at + ".");
      default -> throw config.unsupported(key, "default, llama3");
    };
  }

  private static RotaryScaling llama3(ConfigJson config, String prefix) {
    double low = config.positive(prefix + "low_freq_factor");
    double high = config.positive(prefix + "high_freq_factor");
    if (high <= low) {
      throw config.unsupported(
          prefix + "high_freq_factor", "above low_freq_factor (%s)".formatted(low));
    }
    return new RotaryScaling.Llama3(
        config.positive(prefix + "factor"),
        low,
        high,
        config.integer(prefix + "original_max_position_embeddings", 1));
  }
}
