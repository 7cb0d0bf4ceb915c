package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of rules in YAML: the first mistake is an exception that names file and line. */
final class YamlFields {
  private static final int MOST_ITEMS = 10_000;

  private final Path file;
  private final YamlMap yaml;

  private YamlFields(Path file, YamlMap yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  static YamlFields of(Path file, Node node) {
    int line = node == null ? 1 : YamlMap.line(node);
    if (!(node instanceof MappingNode mapping)) {
      throw new PlumblineException(file + ":" + line + ": must be a mapping of names to values");
    }
    YamlMap yaml = new YamlMap(Findings.thrown(), "", file.toString(), line);
    yaml.putAll(mapping, file.toString());
    return new YamlFields(file, yaml);
  }

  PlumblineException wrong(String key, String message) {
    return new PlumblineException(yaml.finding(key, message).toString());
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

  private String scalar(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(key, "must be a plain value");
  }

  Optional<String> text(String key) {
    return yaml.node(key).map(node -> scalar(key, node));
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
    Optional<Node> node = yaml.node(key);
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

  /** Points of a sweep, a list or one; empty where the key is missing or says {@code all}. */
  List<SweepPoint> points(String key) {
    List<String> texts = texts(key);
    if (texts.equals(List.of("all"))) {
      return List.of();
    }
    List<SweepPoint> points = new ArrayList<>();
    for (String text : texts) {
      try {
        points.add(SweepPoint.parse(text));
      } catch (PlumblineException e) {
        throw wrong(key, e.getMessage());
      }
    }
    return points;
  }

  /** A list of mappings, or one. */
  List<YamlFields> maps(String key) {
    return items(key).stream().map(node -> of(file, node)).toList();
  }

  /** Fails for a key that nobody asked for, and names the nearest of them, however far it is. */
  void refuseOthers() {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    yaml.refuseOthers(
        (key, asked) ->
            asked.stream().min(Comparator.comparing(near -> distance.apply(key, near))));
  }
}
