package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Rotary positions (arXiv 2104.09864) on all channels of a head.
 *
 * @param pairs which channels turn together
 * @param base of the frequencies, theta
 */
public record Rotary(Pairs pairs, double base, RotaryScaling scaling) {
  public Rotary {
    Limits.present("pairs", pairs);
    Limits.positive("base", base);
    Limits.present("scaling", scaling);
  }

  /** Which channels turn together. */
  public enum Pairs {
    /** Neighbours: 0 and 1, 2 and 3. */
    @JsonProperty("interleaved")
    INTERLEAVED,
    /** Channel i of the lower half and channel i of the upper half. */
    @JsonProperty("half_split")
    HALF_SPLIT
  }
}
