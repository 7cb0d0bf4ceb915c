package dev.plumbline.tasks;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a task wants text to be generated (its {@code generation_kwargs}); absent values are left to
 * the caller.
 *
 * @param until stop strings; generation ends before the first of them; may be empty
 * @param maxGenToks most tokens to generate; absent means {@link #DEFAULT_MAX_GEN_TOKS}
 * @param doSample false: greedy, whatever the temperature says
 * @param temperature softmax temperature, not negative
 * @param topP nucleus mass in (0, 1]
 * @param topK number of most likely tokens to sample from, positive
 * @param minP least probability relative to the most likely token, in [0, 1]
 */
record GenerationDefaults(
    List<String> until,
    OptionalInt maxGenToks,
    boolean doSample,
    OptionalDouble temperature,
    OptionalDouble topP,
    OptionalInt topK,
    OptionalDouble minP) {

  /** lm-evaluation-harness's {@code max_gen_toks}, in tokens, where a task names none. */
  static final int DEFAULT_MAX_GEN_TOKS = 256;

  GenerationDefaults {
    until = List.copyOf(until);
    Objects.requireNonNull(maxGenToks, "maxGenToks");
    Objects.requireNonNull(temperature, "temperature");
    Objects.requireNonNull(topP, "topP");
    Objects.requireNonNull(topK, "topK");
    Objects.requireNonNull(minP, "minP");
    require(maxGenToks.orElse(1) > 0, "max_gen_toks must be positive");
    require(temperature.orElse(0) >= 0, "temperature must not be negative");
    require(topP.orElse(1) > 0 && topP.orElse(1) <= 1, "top_p must be in (0, 1]");
    require(topK.orElse(1) > 0, "top_k must be positive");
    require(minP.orElse(0) >= 0 && minP.orElse(0) <= 1, "min_p must be in [0, 1]");
  }

  /** Greedy generation until one of the stop strings. */
  static GenerationDefaults greedy(List<String> until) {
    return new GenerationDefaults(
        until,
        OptionalInt.empty(),
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
