package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint's config.json, read key by key; a value that is not supported is refused. */
public final class ConfigJson {
  private final Path file;
  private final JsonNode config;

  private ConfigJson(Path file, JsonNode config) {
    this.file = file;
    this.config = config;
  }

  public static ConfigJson read(Path checkpoint) {
    Path file = checkpoint.resolve("config.json");
    return new ConfigJson(file, JsonFile.read(file));
  }

  /** Where the checkpoint says it comes from. */
  public Optional<String> source() {
    return Optional.of(config.path("_name_or_path").asText()).filter(name -> !name.isBlank());
  }

  /** A value as text; empty if it is none. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(config.path(key).textValue());
  }

  /** Refuses another value than this, if there is one. */
  public void requireIfPresent(String key, String supported) {
    if (config.has(key) && !config.get(key).asText().equals(supported)) {
      throw unsupported(key, supported);
    }
  }

  /** Refuses another number than this, if there is one. */
  public void requireIfPresent(String key, int supported) {
    if (integer(key, supported, 1) != supported) {
      throw unsupported(key, Integer.toString(supported));
    }
  }

  public int integer(String key, int byDefault, int least) {
    JsonNode found = config.path(key);
    if (found.isMissingNode()) {
      return byDefault;
    } else if (!found.isIntegralNumber() || !found.canConvertToInt() || found.intValue() < least) {
      throw unsupported(key, found, "a whole number from %d on".formatted(least));
    }
    return found.intValue();
  }

  /**
   * A positive number.
   *
   * @param key perhaps with a dot between an object's key and one in it
   */
  public double positive(String key, double byDefault) {
    JsonNode found = config.at("/" + key.replace('.', '/'));
    if (found.isMissingNode()) {
      return byDefault;
    } else if (!found.isNumber() || !(found.doubleValue() > 0)) {
      throw unsupported(key, found, "a positive number");
    }
    return found.doubleValue();
  }

  public boolean flag(String key, boolean byDefault) {
    JsonNode found = config.path(key);
    if (found.isMissingNode()) {
      return byDefault;
    } else if (!found.isBoolean()) {
      throw unsupported(key, found, "true or false");
    }
    return found.booleanValue();
  }

  /** Why a key's value is refused. */
  public PlumblineException unsupported(String key, String supported) {
    JsonNode found = config.path(key);
    return unsupported(key, found.isMissingNode() ? "missing" : found, supported);
  }

  /** Why what a key comes to, given or by default, is refused. */
  public PlumblineException unsupported(String key, Object found, String supported) {
    return new PlumblineException(
        "%s: %s is %s; supported is %s".formatted(file, key, found, supported));
  }
}
