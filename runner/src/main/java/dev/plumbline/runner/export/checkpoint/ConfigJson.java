package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint's config.json, read key by key; a value that is not supported is refused, and so is
 * a key that nobody reads. A key may have a dot between an object's key and one in it.
 */
public final class ConfigJson {
  /** What any model's config.json may say without its computing anything else. */
  private static final Set<String> INERT =
      Set.of(
          "_attn_implementation",
          "_attn_implementation_autoset",
          "_commit_hash",
          "_model_name_or_path",
          "_name_or_path",
          "attention_dropout",
          "attn_implementation",
          "auto_map",
          "bos_token_id",
          "dtype",
          "eos_token_id",
          "initializer_range",
          "model_type",
          "name_or_path",
          "pad_token_id",
          "torch_dtype",
          "transformers.js_config",
          "transformers_version",
          "unk_token_id",
          "unsloth_fixed",
          "unsloth_version",
          "use_cache");

  /** Not to be told of as a key to remove: the weights are other ones with it. */
  private static final String QUANTIZATION = "quantization_config";

  private final Path file;
  private final JsonNode config;
  private final Set<String> read;

  private ConfigJson(Path file, JsonNode config, Set<String> read) {
    this.file = file;
    this.config = config;
    this.read = read;
  }

  public static ConfigJson read(Path checkpoint) {
    if (!Files.isDirectory(checkpoint)) {
      throw new PlumblineException(
          "%s: no such folder; a checkpoint is a folder, which hf download OWNER/NAME --local-dir FOLDER fetches"
              .formatted(checkpoint));
    }
    Path file = checkpoint.resolve("config.json");
    return new ConfigJson(file, JsonFile.read(file), new HashSet<>());
  }

  /** The same file, with values for keys that it lacks. */
  public ConfigJson withDefaults(Map<String, ? extends Number> defaults) {
    ObjectNode all = new ObjectMapper().valueToTree(defaults);
    all.setAll((ObjectNode) config);
    return new ConfigJson(file, all, read);
  }

  private JsonNode find(String key) {
    read.add(key);
    return config.at("/" + key.replace('.', '/'));
  }

  /** Where the checkpoint says it comes from. */
  public Optional<String> source() {
    return Optional.of(config.path("_name_or_path").asText()).filter(name -> !name.isBlank());
  }

  /** A value as text; empty if it is none. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(find(key).textValue());
  }

  /** Whether a key is there, with a value that is not null. */
  public boolean has(String key) {
    JsonNode found = find(key);
    return !found.isMissingNode() && !found.isNull();
  }

  /** Whether a key has an object, whose keys are then read one by one; null is none. */
  public boolean hasObject(String key) {
    JsonNode found = config.path(key);
    if (!found.isObject() && !found.isMissingNode() && !found.isNull()) {
      throw unsupported(key, found, "an object or null");
    }
    return found.isObject();
  }

  /** Refuses another value than this, if there is one. */
  public void requireIfPresent(String key, String supported) {
    JsonNode found = find(key);
    if (!found.isMissingNode() && !found.asText().equals(supported)) {
      throw unsupported(key, found, supported);
    }
  }

  /** Refuses another number than this, if there is one. */
  public void requireIfPresent(String key, int supported) {
    if (integer(key, supported, 1) != supported) {
      throw unsupported(key, Integer.toString(supported));
    }
  }

  /** Refuses a list with another text than this, if there is one. */
  public void requireEachIfPresent(String key, String supported) {
    JsonNode found = find(key);
    boolean each = found.isArray();
    for (JsonNode element : found) {
      each &= supported.equals(element.textValue());
    }
    if (has(key) && !each) {
      throw unsupported(key, found, supported);
    }
  }

  /** Refuses a value other than false, null and an empty list. */
  public void requireOff(String key) {
    JsonNode found = find(key);
    boolean off = found.isBoolean() ? !found.booleanValue() : found.isArray() && found.isEmpty();
    if (has(key) && !off) {
      throw unsupported(key, found, "false");
    }
  }

  /** A whole number, which must be there. */
  public int integer(String key, int least) {
    JsonNode found = find(key);
    if (!found.isIntegralNumber() || !found.canConvertToInt() || found.intValue() < least) {
      throw unsupported(key, "a whole number from %d on".formatted(least));
    }
    return found.intValue();
  }

  public int integer(String key, int byDefault, int least) {
    return find(key).isMissingNode() ? byDefault : integer(key, least);
  }

  /** A positive number, which must be there. */
  public double positive(String key) {
    JsonNode found = find(key);
    if (!found.isNumber() || !(found.doubleValue() > 0)) {
      throw unsupported(key, "a positive number");
    }
    return found.doubleValue();
  }

  public double positive(String key, double byDefault) {
    return find(key).isMissingNode() ? byDefault : positive(key);
  }

  public boolean flag(String key, boolean byDefault) {
    JsonNode found = find(key);
    if (found.isMissingNode()) {
      return byDefault;
    } else if (!found.isBoolean()) {
      throw unsupported(key, found, "true or false");
    }
    return found.booleanValue();
  }

  /**
   * Refuses a key that was not read. A null asks for nothing.
   *
   * @param inert what the family's models may say besides without computing anything else
   */
  public void requireAllRead(Set<String> inert) {
    if (has(QUANTIZATION)) {
      throw unsupported(QUANTIZATION, "null");
    }
    requireAllRead("", config, inert);
  }

  private void requireAllRead(String prefix, JsonNode object, Set<String> inert) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (read.contains(key) || INERT.contains(key) || inert.contains(key) || value.isNull()) {
        continue;
      }
      if (value.isObject() && read.stream().anyMatch(other -> other.startsWith(key + "."))) {
        requireAllRead(key + ".", value, inert);
      } else {
        throw new PlumblineException(
            "%s: %s is %s, which is not understood; if no result depends on it, remove it"
                .formatted(file, key, value));
      }
    }
  }

  /** Why a key's value is refused. */
  public PlumblineException unsupported(String key, String supported) {
    JsonNode found = find(key);
    return unsupported(key, found.isMissingNode() ? "missing" : found, supported);
  }

  /** Why what a key comes to, given or by default, is refused. */
  public PlumblineException unsupported(String key, Object found, String supported) {
    return new PlumblineException(
        "%s: %s is %s; supported is %s".formatted(file, key, found, supported));
  }
}
