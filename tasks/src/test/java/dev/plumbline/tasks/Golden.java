package dev.plumbline.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Expectations in the test resources; each names the script in src/test/python that made it. */
public final class Golden {
  private static final JsonMapper JSON = new JsonMapper();

  private Golden() {}

  /** Reads a JSON resource beside this class, such as {@code python/regex.json}. */
  public static JsonNode json(String resource) {
    try (InputStream in = Golden.class.getResourceAsStream(resource)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The node as null, Boolean, Long, Double, String, List or Map. */
  public static Object value(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }
}
