package dev.plumbline.tasks.data;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlFile;
import dev.plumbline.protocol.text.YamlMap;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What the head of a data set's README.md says of its configurations. */
final class DatasetCard {
  private static final String FENCE = "---";

  private DatasetCard() {}

  /**
   * A configuration.
   *
   * @param patterns of its files by split; empty: by their names
   * @param dataDir below which the files lie, empty for the data set's folder
   */
  record Config(Map<String, List<String>> patterns, String dataDir, boolean isDefault) {}

  /** By name; none where the file is missing or says nothing of them. */
  static Map<String, Config> read(Path readme) throws IOException {
    Map<String, Config> configs = new LinkedHashMap<>();
    if (!Files.isRegularFile(readme)) {
      return configs;
    }
    List<String> lines = Files.readAllLines(readme);
    int end = lines.isEmpty() ? -1 : lines.subList(1, lines.size()).indexOf(FENCE);
    if (end < 0 || !lines.get(0).equals(FENCE)) {
      return configs;
    }
    try {
      String head = "\n" + String.join("\n", lines.subList(1, end + 1));
      if (YamlFile.compose(new StringReader(head)) instanceof MappingNode mapping) {
        YamlMap card = new YamlMap(Findings.thrown(), "", readme.toString(), 1);
        card.putAll(mapping, readme.toString());
        for (YamlMap config : card.maps("configs").orElse(List.of())) {
          configs.put(config.text("config_name").orElse("default"), config(config));
        }
      }
    } catch (YAMLException | PlumblineException e) {
      throw new IOException(
          readme + ": its head cannot be read: " + PlumblineException.oneLine(e.getMessage()), e);
    }
    return configs;
  }

  private static Config config(YamlMap config) {
    return new Config(
        patterns(config), config.text("data_dir").orElse(""), config.truth("default", false));
  }

  private static Map<String, List<String>> patterns(YamlMap config) {
    Optional<YamlMap.Entry> files = config.entry("data_files");
    Map<String, List<String>> patterns = new LinkedHashMap<>();
    boolean listed =
        files.isPresent()
            && files.get().value() instanceof SequenceNode list
            && list.getValue().stream().allMatch(MappingNode.class::isInstance);
    if (listed) {
      for (YamlMap entry : config.maps("data_files").orElse(List.of())) {
        patterns.put(entry.text("split").orElse("train"), entry.texts("path").orElse(List.of()));
      }
    } else if (files.isPresent()) {
      patterns.put("train", config.texts("data_files").orElse(List.of()));
    }
    return patterns;
  }

  /** The configuration of a data set where none is named. */
  static Config fallback(Map<String, Config> configs, Path root) throws IOException {
    List<Config> marked = configs.values().stream().filter(Config::isDefault).toList();
    if (!marked.isEmpty()) {
      return marked.get(0);
    }
    if (configs.containsKey("default") || configs.size() == 1) {
      return configs.getOrDefault("default", configs.values().iterator().next());
    }
    throw new IOException(
        root + ": has several configurations, name one in dataset_name: " + configs.keySet());
  }
}
