package dev.plumbline.runner.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** ONNX Runtime's own profile of a session. */
final class Profile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Profile() {}

  /**
   * Reads a profile and deletes its file.
   *
   * @return microseconds by operator
   */
  static Map<String, Long> read(Path file) {
    Map<String, Long> micros = new HashMap<>();
    try (MappingIterator<JsonNode> events =
        JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (events.hasNextValue()) {
        JsonNode event = events.nextValue();
        // An If's time is that of the nodes in its branch, which are listed, too.
        String operator = event.path("args").path("op_name").asText();
        if (event.path("name").asText().endsWith("_kernel_time") && !operator.equals("If")) {
          micros.merge(operator, event.path("dur").asLong(), Long::sum);
        }
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: ONNX Runtime's profile cannot be read (%s)"
              .formatted(file, PlumblineException.reason(e)),
          e);
    }
    return micros;
  }
}
