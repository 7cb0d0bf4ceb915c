package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML mapping whose errors name file and line, and which knows the keys it was asked for. */
final class YamlFields {
  private static final int MOST_ITEMS = 10_000;

  private final Path file;
  private final int line;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlFields(Path file, int line) {
    this.file = file;
    this.line = line;
  }

  static YamlFields of(Path file, Node node) {
    YamlFields fields = new YamlFields(file, node == null ? 1 : line(node));
    if (!(node instanceof MappingNode mapping)) {
      throw new PlumblineException(
          file + ":" + fields.line + ": must be a mapping of names to values");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      fields.lines.put(key, line(tuple.getKeyNode()));
      if (fields.nodes.put(key, tuple.getValueNode()) != null) {
        throw fields.wrong(key, "stands here twice; remove one");
      }
    }
    return fields;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  PlumblineException wrong(String key, String message) {
    return new PlumblineException(
        "%s:%d: %s: %s".formatted(file, lines.getOrDefault(key, line), key, message));
  }

  PlumblineException missing(String key) {
    return wrong(key, "must be given");
  }

  /** What goes wrong with a key's value is told with its place. */
  <T> T located(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (PlumblineException e) {
      throw wrong(key, e.getMessage());
    }
  }

  private Optional<Node> node(String key) {
    asked.add(key);
    return Optional.ofNullable(nodes.get(key));
  }

  private String scalar(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(key, "must be a plain value");
  }

  Optional<String> text(String key) {
    return node(key).map(node -> scalar(key, node));
  }

  Optional<Double> number(String key) {
    return text(key)
        .map(
            text -> {
              try {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                  return number;
                }
              } catch (NumberFormatException e) {
                // Told below.
              }
              throw wrong(key, "must be a number, got '" + text + "'");
            });
  }

  private List<Node> items(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    List<Node> items =
        node.get() instanceof SequenceNode list ? list.getValue() : List.of(node.get());
    if (items.size() > MOST_ITEMS) {
      throw wrong(key, "has %d items; at most %d".formatted(items.size(), MOST_ITEMS));
    }
    return items;
  }

  /** A list of plain values, or one. */
  List<String> texts(String key) {
    return items(key).stream().map(node -> scalar(key, node)).toList();
  }

  /** Depths, a list or one; empty where the key is missing or says {@code all}. */
  List<Integer> depths(String key) {
    List<String> texts = texts(key);
    if (texts.equals(List.of("all"))) {
      return List.of();
    }
    List<Integer> depths = new ArrayList<>();
    for (String text : texts) {
      if (!text.matches("[1-9][0-9]{0,8}")) {
        throw wrong(key, "must be whole numbers from 1, got '" + text + "'");
      }
      depths.add(Integer.parseInt(text));
    }
    return depths;
  }

  /** A list of mappings, or one. */
  List<YamlFields> maps(String key) {
    return items(key).stream().map(node -> of(file, node)).toList();
  }

  /** Fails for a key that nobody asked for. */
  void refuseOthers() {
    for (String key : nodes.keySet()) {
      if (!asked.contains(key)) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String nearest =
            asked.stream()
                .min(Comparator.comparing(known -> distance.apply(key, known)))
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
        throw wrong(key, "unknown key" + nearest);
      }
    }
  }
}
