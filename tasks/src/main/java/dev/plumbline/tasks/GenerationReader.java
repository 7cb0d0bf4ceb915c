package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads {@code generation_kwargs}. */
final class GenerationReader {
  /** Names of the same setting, in the order in which lm-evaluation-harness looks at them. */
  private static final List<String> MAX_GEN_TOKS =
      List.of("max_gen_toks", "max_new_tokens", "max_tokens", "max_completion_tokens");

  private GenerationReader() {}

  static GenerationDefaults read(YamlMap yaml, String fewshotDelimiter) {
    Optional<YamlMap> kwargs = yaml.map("generation_kwargs");
    if (kwargs.isEmpty()) {
      return GenerationDefaults.greedy(List.of(fewshotDelimiter));
    }
    YamlMap options = kwargs.get();
    List<String> until = options.texts("until").orElse(List.of(fewshotDelimiter));
    if (until.contains("")) {
      options.wrong("until", "has an empty stop string, which stops at once");
      until = List.of();
    }
    OptionalDouble temperature = number(options, "temperature", 0, Double.MAX_VALUE);
    boolean sample = options.truth("do_sample", temperature.orElse(0) > 0);
    OptionalInt maxGenToks = OptionalInt.empty();
    for (String key : MAX_GEN_TOKS) {
      Optional<Long> value = options.whole(key, 1);
      if (maxGenToks.isEmpty() && value.isPresent()) {
        maxGenToks = OptionalInt.of((int) Math.min(value.get(), Integer.MAX_VALUE));
      }
    }
    OptionalInt topK =
        options
            .whole("top_k", 1)
            .map(k -> OptionalInt.of((int) Math.min(k, Integer.MAX_VALUE)))
            .orElse(OptionalInt.empty());
    GenerationDefaults generation =
        new GenerationDefaults(
            until,
            maxGenToks,
            sample,
            temperature,
            number(options, "top_p", Double.MIN_VALUE, 1),
            topK,
            number(options, "min_p", 0, 1));
    if (options.whole("num_beams", 1).orElse(1L) != 1) {
      options.wrong("num_beams", "must be 1: there is no beam search");
    }
    options.refuseOthers();
    return generation;
  }

  private static OptionalDouble number(YamlMap options, String key, double least, double most) {
    Optional<Double> value = options.number(key);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!(value.get() >= least && value.get() <= most)) {
      options.wrong(
          key,
          "is "
              + value.get()
              + "; it must be "
              + (most == 1 ? (least > 0 ? "in (0, 1]" : "in [0, 1]") : "0 or more"));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value.get());
  }
}
