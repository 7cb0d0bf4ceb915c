package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens at which transformers' generate ends: those of generation_config.json where that file
 * is there, else those of config.json.
 */
final class StopTokens {
  private static final String KEY = "eos_token_id";

  private StopTokens() {}

  /** The ids in their order; empty if there are none. */
  static List<Integer> read(Path folder) {
    for (String name : List.of(GenerationConfig.FILE, "config.json")) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return ids(file, JsonFile.read(file).path(KEY));
      }
    }
    return List.of();
  }

  private static List<Integer> ids(Path file, JsonNode found) {
    List<Integer> ids = new ArrayList<>();
    if (found.isMissingNode() || found.isNull()) {
      return ids;
    }
    for (JsonNode id : found.isArray() ? found : List.of(found)) {
      if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
        throw new PlumblineException(
            "%s: %s is %s; supported is a token's id or a list of them"
                .formatted(file, KEY, found));
      }
      ids.add(id.intValue());
    }
    return ids;
  }
}
