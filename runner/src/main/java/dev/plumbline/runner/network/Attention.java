package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.plumbline.protocol.PlumblineException;

/**
 * Causal attention.
 *
 * @param heads of the queries
 * @param keyValueHeads heads of keys and values, a divisor of {@code heads}: each serves as many
 *     query heads, which follow one another
 * @param headDim channels of a head, even
 * @param bias what is added to the projections
 * @param queryKeyNorm which RMSNorm queries and keys have before they are rotated
 */
public record Attention(
    int heads,
    int keyValueHeads,
    int headDim,
    Bias bias,
    QueryKeyNorm queryKeyNorm,
    Rotary rotary) {
  public Attention {
    Limits.within(1, 1 << 16, "heads", heads);
    Limits.within(1, heads, "key_value_heads", keyValueHeads);
    Limits.within(2, 1 << 16, "head_dim", headDim);
    Limits.present("bias", bias);
    Limits.present("query_key_norm", queryKeyNorm);
    Limits.present("rotary", rotary);
    if (heads % keyValueHeads != 0 || headDim % 2 != 0) {
      throw new PlumblineException(
          "heads must be a multiple of key_value_heads, and head_dim even, got %d, %d and %d"
              .formatted(heads, keyValueHeads, headDim));
    }
    Limits.within(1, 1 << 20, "heads times head_dim", (long) heads * headDim);
  }

  /** Which projections have a bias. */
  public enum Bias {
    @JsonProperty("none")
    NONE,
    @JsonProperty("query_key")
    QUERY_KEY,
    @JsonProperty("query_key_value")
    QUERY_KEY_VALUE
  }

  /** An RMSNorm of queries and one of keys, before the rotation. */
  public enum QueryKeyNorm {
    @JsonProperty("none")
    NONE,
    /** Of each head by itself, all with the same weight. */
    @JsonProperty("per_head")
    PER_HEAD,
    /** Of all heads' channels together. */
    @JsonProperty("full_width")
    FULL_WIDTH
  }

  /** Channels of all heads' queries, and of what comes out. */
  public int queryChannels() {
    return heads * headDim;
  }

  /** Channels of all heads' keys; the values have as many. */
  public int keyValueChannels() {
    return keyValueHeads * headDim;
  }
}
