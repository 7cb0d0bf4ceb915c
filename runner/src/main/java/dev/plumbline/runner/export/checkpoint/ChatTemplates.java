package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checkpoint's chat templates, Jinja source by name, as transformers finds them: in files, or if
 * there are none in tokenizer_config.json.
 *
 * @param place where they are, for messages
 */
record ChatTemplates(Path place, Map<String, String> byName) {
  private static final String DEFAULT = "default";
  private static final String FILE = "chat_template.jinja";
  private static final String FURTHER = "additional_chat_templates";
  private static final String ENDING = ".jinja";
  private static final String KEY = "chat_template";

  /**
   * Finds them.
   *
   * @param config the content of {@code configFile}
   */
  static ChatTemplates read(Path folder, Path configFile, JsonNode config) {
    Map<String, String> files = new TreeMap<>();
    Path further = folder.resolve(FURTHER);
    try {
      if (Files.isRegularFile(folder.resolve(FILE))) {
        files.put(DEFAULT, Files.readString(folder.resolve(FILE)));
      }
      if (Files.isDirectory(further)) {
        try (DirectoryStream<Path> templates = Files.newDirectoryStream(further, "*" + ENDING)) {
          for (Path template : templates) {
            String name = template.getFileName().toString();
            files.put(
                name.substring(0, name.length() - ENDING.length()), Files.readString(template));
          }
        }
      }
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: a template cannot be read (%s)".formatted(folder, PlumblineException.reason(e)), e);
    }
    return files.isEmpty()
        ? new ChatTemplates(configFile, ofConfig(configFile, config.path(KEY)))
        : new ChatTemplates(folder, files);
  }

  /** One as text, or several as a list or by name. */
  private static Map<String, String> ofConfig(Path file, JsonNode found) {
    Map<String, String> templates = new TreeMap<>();
    if (found.isArray()) {
      for (JsonNode named : found) {
        templates.put(text(file, named.path("name")), text(file, named.path("template")));
      }
    } else if (found.isObject()) {
      found.properties().forEach(e -> templates.put(e.getKey(), text(file, e.getValue())));
    } else if (!found.isMissingNode() && !found.isNull()) {
      templates.put(DEFAULT, text(file, found));
    }
    return templates;
  }

  private static String text(Path file, JsonNode node) {
    if (!node.isTextual()) {
      throw new PlumblineException(
          "%s: %s needs text, or names and texts, found %s"
              .formatted(file, KEY, node.isMissingNode() ? "none" : node));
    }
    return node.textValue();
  }

  /**
   * The template of a plain conversation; empty if there are no templates.
   *
   * @throws PlumblineException if there are others alone
   */
  Optional<String> ofConversations() {
    if (!byName.isEmpty() && !byName.containsKey(DEFAULT)) {
      throw new PlumblineException(
          "%s: has the chat templates %s and none of the name %s; give one that name"
              .formatted(place, String.join(", ", byName.keySet()), DEFAULT));
    }
    return Optional.ofNullable(byName.get(DEFAULT));
  }
}
