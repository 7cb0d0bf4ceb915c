package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A checkpoint's generation_config.json. transformers' generate follows it even where each token is
 * to be the most likely one.
 */
public final class GenerationConfig {
  /** What changes such texts, and the value at which it does not; null besides. */
  private static final Map<String, Double> NEUTRAL =
      Map.ofEntries(
          Map.entry("repetition_penalty", 1.0),
          Map.entry("encoder_repetition_penalty", 1.0),
          Map.entry("no_repeat_ngram_size", 0.0),
          Map.entry("encoder_no_repeat_ngram_size", 0.0),
          Map.entry("num_beams", 1.0),
          Map.entry("num_beam_groups", 1.0),
          Map.entry("diversity_penalty", 0.0),
          Map.entry("penalty_alpha", 0.0),
          Map.entry("guidance_scale", 1.0),
          Map.entry("min_length", 0.0),
          Map.entry("min_new_tokens", 0.0),
          Map.entry("forced_bos_token_id", Double.NaN),
          Map.entry("forced_eos_token_id", Double.NaN),
          Map.entry("suppress_tokens", Double.NaN),
          Map.entry("begin_suppress_tokens", Double.NaN),
          Map.entry("bad_words_ids", Double.NaN),
          Map.entry("force_words_ids", Double.NaN),
          Map.entry("sequence_bias", Double.NaN),
          Map.entry("exponential_decay_length_penalty", Double.NaN),
          Map.entry("watermarking_config", Double.NaN),
          Map.entry("stop_strings", Double.NaN));

  static final String FILE = "generation_config.json";

  private GenerationConfig() {}

  /** Refuses a file that asks for other texts than those of the most likely tokens. */
  public static void requireGreedy(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return;
    }
    JsonNode config = JsonFile.read(file);
    for (Map.Entry<String, JsonNode> entry : config.properties()) {
      Double neutral = NEUTRAL.get(entry.getKey());
      JsonNode value = entry.getValue();
      boolean changes =
          neutral != null
              && !value.isNull()
              && !(value.isNumber() && value.doubleValue() == neutral);
      if (changes && !(value.isArray() && value.isEmpty())) {
        throw new PlumblineException(
            "%s: %s is %s, which changes texts and is not followed here; remove it to export the"
                    .formatted(file, entry.getKey(), value)
                + " model without it");
      }
    }
  }
}
