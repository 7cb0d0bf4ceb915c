package dev.plumbline.runner.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.plumbline.protocol.PlumblineException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a bundle stores the weights of linear layers and the embedding; see docs/precision.md. */
public enum Precision {
  /** As trained, or widened. */
  FP32,
  /** Rounded to bfloat16, nearest even, and widened when loaded: arithmetic is float32. */
  BF16,
  /**
   * Linear layers in blocks of 32 numbers with a common scale, multiplied with activations that are
   * rounded alike; the embedding as in {@link #BF16}.
   */
  INT8;

  /** Reads the lower-case name. */
  @JsonCreator
  public static Precision parse(String name) {
    return Arrays.stream(values())
        .filter(precision -> precision.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlumblineException(
                    "unknown precision '%s'; use one of %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Precision::toString)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
