package dev.plumbline.runner.export.family;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Rotary;

/** Into what heads a config parts the attention, by keys that all families share. */
record Heads(int queries, int keyValues, int dim) {
  private static final String KEY_VALUES = "num_key_value_heads";
  private static final String DIM = "head_dim";

  /**
   * Reads the heads of keys and values, else one for each of the queries, and the heads' width,
   * else as wide as they are side by side in the state.
   *
   * @param queriesKey which key says {@code queries}
   * @param widthKey which key says {@code width}
   */
  static Heads read(ConfigJson config, String queriesKey, int queries, String widthKey, int width) {
    int keyValues = config.has(KEY_VALUES) ? config.integer(KEY_VALUES, 1) : queries;
    if (queries % keyValues != 0) {
      throw config.unsupported(
          KEY_VALUES, keyValues, "a divisor of %s (%d)".formatted(queriesKey, queries));
    }
    if (config.has(DIM)) {
      int dim = config.integer(DIM, 2);
      if (dim % 2 != 0) {
        throw config.unsupported(DIM, dim, "an even number");
      }
      return new Heads(queries, keyValues, dim);
    }
    if (width % queries != 0 || width / queries % 2 != 0) {
      throw config.unsupported(
          queriesKey, queries, "a divisor of %s (%d) into even parts".formatted(widthKey, width));
    }
    return new Heads(queries, keyValues, width / queries);
  }

  Attention attention(Attention.Bias bias, Attention.QueryKeyNorm queryKeyNorm, Rotary rotary) {
    return new Attention(queries, keyValues, dim, bias, queryKeyNorm, rotary);
  }
}
