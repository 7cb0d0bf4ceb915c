package dev.plumbline.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Architecture.StateInit;
import dev.plumbline.runner.bundle.Precision;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint's config.json. A missing key has the default of the published {@code RavenConfig}
 * (raven_config_minimal.py); a value that would make another computation is refused.
 */
final class HuginnConfig {
  static final String FILE = "config.json";

  /** What the published code can be configured to and the graphs do not do. */
  private static final Map<String, String> SUPPORTED =
      Map.of(
          "norm_class_name", "RMSNorm_llama",
          "block_class_name", "SandwichBlock",
          "mlp_class_name", "GatedMLP",
          "nonlin_name", "SiLU",
          "injection_type", "linear",
          "state_init", "like-init",
          "bias", "false",
          "test_time_noise", "0");

  /** Where the published code cuts the initial state's distribution, in standard deviations. */
  private static final double STATE_CUT = 3;

  private final Path file;
  private final JsonNode config;

  private HuginnConfig(Path file, JsonNode config) {
    this.file = file;
    this.config = config;
  }

  static HuginnConfig read(Path checkpoint) {
    Path file = checkpoint.resolve(FILE);
    return new HuginnConfig(file, JsonFile.read(file));
  }

  Architecture architecture() {
    require("model_type", "huginn_raven", config.path("model_type"));
    SUPPORTED.forEach(
        (key, value) -> {
          if (config.has(key)) {
            require(key, value, config.get(key));
          }
        });
    int nEmbd = integer("n_embd", 5280, 1);
    int nHeads = integer("n_heads", 55, 1);
    int headDim = nEmbd / nHeads;
    if (nEmbd % nHeads != 0 || headDim % 2 != 0) {
      throw unsupported(
          "n_heads", nHeads, "a divisor of n_embd (%d) into even parts".formatted(nEmbd));
    }
    requireSame("num_key_value_heads", nHeads);
    requireSame("head_dim", headDim);
    return new Architecture(
        nEmbd,
        nHeads,
        headDim,
        integer("intermediate_size", 17920, 1),
        integer("padded_vocab_size", integer("vocab_size", 65536, 1), 1),
        integer("block_size", 4096, 1),
        integer("n_layers_in_prelude", 2, 0),
        integer("n_layers_in_recurrent_block", 4, 1),
        integer("n_layers_in_coda", 2, 0),
        positive("norm_eps", config.path("norm_eps"), 1e-6),
        positive("rope_base", config.path("rope_base"), 50_000),
        flag("qk_bias", true),
        flag("tie_embeddings", true),
        Math.sqrt(nEmbd),
        new StateInit(
            StateInit.TRUNCATED_NORMAL,
            positive(
                "init_values.std", config.path("init_values").path("std"), Math.sqrt(0.4 / nEmbd)),
            STATE_CUT,
            Math.sqrt(nEmbd)),
        integer("mean_recurrence", 32, 1));
  }

  /** Refuses int8 where the rows of a matrix are no whole blocks. */
  void requireSupported(Precision precision) {
    Architecture a = architecture();
    Map<String, Integer> rows =
        Map.of("n_embd", a.nEmbd(), "intermediate_size", a.intermediateSize());
    rows.forEach(
        (key, size) -> {
          if (precision == Precision.INT8 && size % Int8Blocks.BLOCK != 0) {
            throw unsupported(
                key, size, "a multiple of %d with precision int8".formatted(Int8Blocks.BLOCK));
          }
        });
  }

  /** Where the checkpoint says it comes from. */
  Optional<String> source() {
    return Optional.of(config.path("_name_or_path").asText()).filter(name -> !name.isBlank());
  }

  private void require(String key, String supported, JsonNode found) {
    if (!found.asText().equals(supported)) {
      throw unsupported(key, found.isMissingNode() ? "missing" : found, supported);
    }
  }

  private void requireSame(String key, int derived) {
    if (integer(key, derived, 1) != derived) {
      throw unsupported(key, config.get(key), Integer.toString(derived));
    }
  }

  private int integer(String key, int byDefault, int least) {
    JsonNode found = config.path(key);
    if (found.isMissingNode()) {
      return byDefault;
    } else if (!found.isIntegralNumber() || !found.canConvertToInt() || found.intValue() < least) {
      throw unsupported(key, found, "a whole number from %d on".formatted(least));
    }
    return found.intValue();
  }

  private double positive(String key, JsonNode found, double byDefault) {
    if (found.isMissingNode()) {
      return byDefault;
    } else if (!found.isNumber() || !(found.doubleValue() > 0)) {
      throw unsupported(key, found, "a positive number");
    }
    return found.doubleValue();
  }

  private boolean flag(String key, boolean byDefault) {
    JsonNode found = config.path(key);
    if (found.isMissingNode()) {
      return byDefault;
    } else if (!found.isBoolean()) {
      throw unsupported(key, found, "true or false");
    }
    return found.booleanValue();
  }

  private PlumblineException unsupported(String key, Object found, String supported) {
    return new PlumblineException(
        "%s: %s is %s; supported is %s".formatted(file, key, found, supported));
  }
}
