package dev.plumbline.allure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code categories.json}: kinds of failure, told by what verdicts say. Categories of others stay,
 * before these; one of the same name stands for ours.
 */
final class CategoriesFile {
  private static final String NAME = "categories.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Patterns match a whole message. */
  private record Category(String name, String messageRegex) {}

  private static final List<Category> CATEGORIES =
      List.of(
          new Category("Got worse than the baseline", ".*: significantly worse by more than [^;]*"),
          new Category(
              "Could not be judged",
              ".*(: not compared.*|; [0-9]+ documents that had a score have none now.*)"),
          new Category("Threshold missed", ".* \\(n=[^)]*\\), below the minimum of .*"),
          new Category("Saturates too late", ".* saturates at r=.*\\), later than r=.*"),
          new Category("Costs more than allowed", ".* %\\), above the allowed .* % more"));

  static void write(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    ArrayNode all = Files.exists(file) ? read(file) : JSON.createArrayNode();
    for (Category category : CATEGORIES) {
      if (!has(all, category.name())) {
        all.addObject()
            .put("name", category.name())
            .put("messageRegex", category.messageRegex())
            .putArray("matchedStatuses")
            .add("failed");
      }
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    WholeFile.write(file, out -> out.write(text + "\n"));
  }

  private static ArrayNode read(Path file) throws IOException {
    try {
      if (JSON.readTree(file.toFile()) instanceof ArrayNode categories) {
        return categories;
      }
    } catch (JsonProcessingException e) {
      throw broken(file);
    }
    throw broken(file);
  }

  private static PlumblineException broken(Path file) {
    return new PlumblineException(
        file + ": not a list of Allure categories; correct it, or delete it");
  }

  private static boolean has(ArrayNode categories, String name) {
    for (JsonNode category : categories) {
      if (category.path("name").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private CategoriesFile() {}
}
