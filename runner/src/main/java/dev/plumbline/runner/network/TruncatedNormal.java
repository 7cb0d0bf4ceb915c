package dev.plumbline.runner.network;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A normal distribution with mean 0, cut on both sides and scaled.
 *
 * @param std standard deviation before the cut
 * @param cut where it is cut, in standard deviations
 * @param scale factor on the draw
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "distribution")
@JsonTypeName("truncated_normal")
public record TruncatedNormal(double std, double cut, double scale) {
  public TruncatedNormal {
    Limits.positive("std", std);
    Limits.positive("cut", cut);
    Limits.positive("scale", scale);
  }
}
