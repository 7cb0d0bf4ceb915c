package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A transformer layer: attention, then an MLP gated by SiLU, each with a residual.
 *
 * @param intermediateSize width of the MLP
 */
public record Block(Norms norms, Attention attention, int intermediateSize) {
  public Block {
    Limits.present("norms", norms);
    Limits.present("attention", attention);
    Limits.within(1, 1 << 22, "intermediate_size", intermediateSize);
  }

  /** Where a block has its RMSNorms. */
  public enum Norms {
    /** {@code y = x + attention(norm(x))}, {@code y + mlp(norm(y))}. */
    @JsonProperty("pre")
    PRE,
    /** {@code y = norm(x + attention(norm(x)))}, {@code norm(y + mlp(norm(y)))}. */
    @JsonProperty("sandwich_around_sum")
    SANDWICH_AROUND_SUM,
    /** {@code y = x + norm(attention(norm(x)))}, {@code y + norm(mlp(norm(y)))}. */
    @JsonProperty("sandwich_around_branch")
    SANDWICH_AROUND_BRANCH,
    /** {@code y = x + norm(attention(x))}, {@code y + norm(mlp(y))}. */
    @JsonProperty("after_branch")
    AFTER_BRANCH;

    /** Whether attention and MLP read what is normed. */
    public boolean beforeBranch() {
      return switch (this) {
        case PRE, SANDWICH_AROUND_SUM, SANDWICH_AROUND_BRANCH -> true;
        case AFTER_BRANCH -> false;
      };
    }

    /** Whether a norm stands behind attention and MLP, before or after their residuals. */
    public boolean behindBranch() {
      return switch (this) {
        case PRE -> false;
        case SANDWICH_AROUND_SUM, SANDWICH_AROUND_BRANCH, AFTER_BRANCH -> true;
      };
    }
  }
}
