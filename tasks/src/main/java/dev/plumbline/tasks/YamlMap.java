package dev.plumbline.tasks;

import dev.plumbline.protocol.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping that knows where each of its keys stands. A wrong or missing value is noted in the
 * findings, and reading goes on.
 */
final class YamlMap {
  /** The tag of a value that names a function, {@code !function module.name}. */
  private static final Tag FUNCTION = new Tag("!function");

  private final Findings findings;
  private final String path;
  private final String file;
  private final int line;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  /** A key's place and value. */
  record Entry(String file, int line, Node value) {}

  YamlMap(Findings findings, String path, String file, int line) {
    this.findings = findings;
    this.path = path;
    this.file = file;
    this.line = line;
  }

  /** Takes over the keys of a mapping; they win over those that are there. */
  void putAll(MappingNode mapping, String from) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int at = line(tuple.getKeyNode());
      String key =
          tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(not a name)";
      if (!seen.add(key)) {
        findings.add(from, at, path + key, "stands here twice; remove one");
      }
      entries.put(key, new Entry(from, at, tuple.getValueNode()));
    }
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  boolean has(String key) {
    return entry(key).isPresent();
  }

  /** The key's entry unless it is missing or null. */
  Optional<Entry> entry(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> !entry.value().getTag().equals(Tag.NULL));
  }

  /** Notes a mistake at a key, or at the mapping where the key is missing. */
  void wrong(String key, String message) {
    Entry entry = entries.get(key);
    if (entry == null) {
      findings.add(file, line, path + key, message);
    } else {
      findings.add(entry.file(), entry.line(), path + key, message);
    }
  }

  /** Notes every key that nobody asked for. */
  void refuseOthers() {
    for (String key : entries.keySet()) {
      if (!asked.contains(key)) {
        wrong(
            key,
            "unknown key"
                + Nearest.to(key, asked).map(near -> "; did you mean " + near + "?").orElse(""));
      }
    }
  }

  /** Notes a key of lm-evaluation-harness that has no counterpart here. */
  void refuse(String key, String reason) {
    if (has(key)) {
      wrong(key, "is not supported: " + reason);
    }
  }

  Optional<String> text(String key) {
    return scalar(key, "a text");
  }

  private Optional<String> scalar(String key, String expected) {
    Optional<Entry> entry = entry(key);
    if (entry.isPresent() && entry.get().value() instanceof ScalarNode scalar) {
      if (!scalar.getTag().equals(FUNCTION)) {
        return Optional.of(scalar.getValue());
      }
    }
    entry.ifPresent(found -> wrong(key, "must be " + expected));
    return Optional.empty();
  }

  /** The value of a {@code !function} tag. */
  Optional<String> function(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isPresent()
        && entry.get().value() instanceof ScalarNode scalar
        && scalar.getTag().equals(FUNCTION)) {
      return Optional.of(scalar.getValue());
    }
    return Optional.empty();
  }

  boolean truth(String key, boolean fallback) {
    return value(key, Boolean.class, "true or false").orElse(fallback);
  }

  Optional<Long> whole(String key, long least) {
    Optional<Long> number =
        value(key, Number.class, "a whole number")
            .filter(
                value -> {
                  boolean whole = value.doubleValue() == value.longValue();
                  if (!whole) {
                    wrong(key, "must be a whole number");
                  }
                  return whole;
                })
            .map(Number::longValue);
    if (number.isPresent() && number.get() < least) {
      wrong(key, "is " + number.get() + "; it must be " + least + " or more");
      return Optional.empty();
    }
    return number;
  }

  Optional<Double> number(String key) {
    return value(key, Number.class, "a number").map(Number::doubleValue);
  }

  private <T> Optional<T> value(String key, Class<T> type, String expected) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Object value = plain(entry.get().value());
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    wrong(key, "must be " + expected);
    return Optional.empty();
  }

  /** A list of texts; a single text counts as a list of one. */
  Optional<List<String>> texts(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (entry.get().value() instanceof SequenceNode sequence) {
      List<String> texts = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        } else {
          wrong(key, "must be a list of texts");
        }
      }
      return Optional.of(texts);
    }
    return scalar(key, "a text or a list of texts").map(List::of);
  }

  /** A nested mapping. */
  Optional<YamlMap> map(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (entry.get().value() instanceof MappingNode mapping) {
      return Optional.of(nested(key + ".", entry.get(), mapping));
    }
    wrong(key, "must be a mapping");
    return Optional.empty();
  }

  /** A list of mappings. */
  Optional<List<YamlMap>> maps(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    List<YamlMap> maps = new ArrayList<>();
    if (entry.get().value() instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
      for (Node item : sequence.getValue()) {
        maps.add(nested(key + "[" + maps.size() + "].", entry.get(), (MappingNode) item));
      }
    } else {
      wrong(key, "must be a list of mappings");
    }
    return Optional.of(maps);
  }

  private YamlMap nested(String suffix, Entry entry, MappingNode mapping) {
    YamlMap nested = new YamlMap(findings, path + suffix, entry.file(), line(mapping));
    nested.putAll(mapping, entry.file());
    return nested;
  }

  /** The value as null, Boolean, Number, String, List or Map, whatever it is. */
  Optional<Object> any(String key) {
    return entry(key).map(entry -> plain(entry.value()));
  }

  /** All keys with their plain values. */
  Map<String, Object> plainMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    entries.forEach((key, entry) -> map.put(key, plain(entry.value())));
    asked.addAll(entries.keySet());
    return map;
  }

  private static Object plain(Node node) {
    return new PlainValues().construct(node);
  }

  /** SnakeYAML's safe constructor for a single node; an unknown tag's value is its text. */
  private static final class PlainValues extends SafeConstructor {
    PlainValues() {
      super(new LoaderOptions());
      yamlConstructors.put(FUNCTION, yamlConstructors.get(Tag.STR));
    }

    Object construct(Node node) {
      return constructDocument(node);
    }
  }
}
