package dev.plumbline.protocol;

import java.util.Objects;

/**
 * How a text is generated.
 *
 * @param maxTokens the most tokens to generate, at least 1
 */
public record Decoding(int maxTokens, Sampling sampling) {
  public Decoding {
    Objects.requireNonNull(sampling, "sampling");
    if (maxTokens < 1) {
      throw new PlumblineException(
          "the most tokens to generate must be at least 1, got " + maxTokens);
    }
  }

  public static Decoding greedy(int maxTokens) {
    return new Decoding(maxTokens, new Sampling.Greedy());
  }
}
