package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a checkpoint's JSON files. */
final class JsonFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private JsonFile() {}

  /** The file's JSON object. */
  static JsonNode read(Path file) {
    JsonNode root = read(file, JsonNode.class);
    if (!root.isObject()) {
      throw new PlumblineException("%s: not a JSON object; fetch it again".formatted(file));
    }
    return root;
  }

  static <T> T read(Path file, Class<T> type) {
    if (!Files.isRegularFile(file)) {
      throw new PlumblineException(
          "%s: missing; fetch all files of the checkpoint".formatted(file));
    }
    try {
      return MAPPER.readValue(file.toFile(), type);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new PlumblineException(
          "%s: line %d is not the JSON expected; fetch it again".formatted(file, line), e);
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(file, PlumblineException.reason(e)), e);
    }
  }
}
