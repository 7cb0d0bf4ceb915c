package dev.plumbline.runner.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.plumbline.runner.ModelException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a bundle stores the weights of linear layers and embeddings; arithmetic is float32 always.
 */
public enum Precision {
  /** As trained, or widened. */
  FP32,
  /** Rounded to bfloat16, nearest even: half the size on disk. */
  BF16;

  /** Reads {@code fp32} or {@code bf16}. */
  @JsonCreator
  public static Precision parse(String name) {
    return Arrays.stream(values())
        .filter(precision -> precision.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "unknown precision '%s'; use %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Precision::toString)
                                .collect(Collectors.joining(" or ")))));
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
