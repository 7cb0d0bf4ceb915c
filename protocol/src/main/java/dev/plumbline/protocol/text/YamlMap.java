package dev.plumbline.protocol.text;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping that knows where each of its keys stands. A wrong or missing value goes to the
 * findings; where they do not throw, reading goes on.
 */
public final class YamlMap {
  /** The tag of a value that names a function, {@code !function module.name}. */
  private static final Tag FUNCTION = new Tag("!function");

  private final Findings findings;
  private final String path;
  private final String file;
  private final int line;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked;

  /** A key's place and value. */
  public record Entry(String file, int line, Node value) {}

  /**
   * An empty mapping.
   *
   * @param path of its keys within the file, such as {@code filter_list[0].}; usually empty
   * @param line where it begins, from 1
   */
  public YamlMap(Findings findings, String path, String file, int line) {
    this(findings, path, file, line, new LinkedHashSet<>());
  }

  private YamlMap(Findings findings, String path, String file, int line, Set<String> asked) {
    this.asked = asked;
    this.findings = findings;
    this.path = path;
    this.file = file;
    this.line = line;
  }

  /** Takes over the keys of a mapping; they win over those that are there. */
  public void putAll(MappingNode mapping, String from) {
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

  /** The same mapping with an empty list at a key, whatever is there. */
  public YamlMap withEmptyList(String key) {
    YamlMap copy = new YamlMap(findings, path, file, line, asked);
    copy.entries.putAll(entries);
    Node none = new SequenceNode(Tag.SEQ, List.of(), DumperOptions.FlowStyle.FLOW);
    copy.entries.put(key, new Entry(file, line, none));
    return copy;
  }

  /** Takes over the keys of another; they win over those that are there. */
  public void putAll(YamlMap other) {
    entries.putAll(other.entries);
  }

  /** A mapping of all keys but these, which thereby are asked for. */
  public YamlMap without(Set<String> keys) {
    YamlMap rest = new YamlMap(findings, path, file, line);
    rest.entries.putAll(entries);
    rest.entries.keySet().removeAll(keys);
    asked.addAll(rest.entries.keySet());
    return rest;
  }

  /** The keys as YAML text, with tags and styles as they were written. */
  public String toYaml() {
    List<NodeTuple> tuples = new ArrayList<>();
    entries.forEach(
        (key, entry) ->
            tuples.add(
                new NodeTuple(
                    new ScalarNode(Tag.STR, key, null, null, DumperOptions.ScalarStyle.PLAIN),
                    entry.value())));
    DumperOptions options = new DumperOptions();
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    StringWriter text = new StringWriter();
    new Yaml(options)
        .serialize(new MappingNode(Tag.MAP, tuples, DumperOptions.FlowStyle.BLOCK), text);
    return text.toString();
  }

  /** Where it begins, from 1. */
  public static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  public boolean has(String key) {
    return entry(key).isPresent();
  }

  /** The key's entry unless it is missing or null. */
  public Optional<Entry> entry(String key) {
    return node(key).filter(node -> !node.getTag().equals(Tag.NULL)).map(n -> entries.get(key));
  }

  /** The key's value as it stands there, null too. */
  public Optional<Node> node(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** Notes a mistake at a key, or at the mapping where the key is missing. */
  public void wrong(String key, String message) {
    findings.add(finding(key, message));
  }

  /** A mistake at a key, or at the mapping where the key is missing. */
  public Finding finding(String key, String message) {
    Entry entry = entries.get(key);
    return entry == null
        ? new Finding(file, line, path + key, message)
        : new Finding(entry.file(), entry.line(), path + key, message);
  }

  /** Notes every key that nobody asked for. */
  public void refuseOthers() {
    refuseOthers(Nearest::to);
  }

  /**
   * As {@link #refuseOthers()}.
   *
   * @param nearest which of the known keys an unknown one may have meant
   */
  public void refuseOthers(BiFunction<String, Set<String>, Optional<String>> nearest) {
    for (String key : entries.keySet()) {
      if (!asked.contains(key)) {
        String hint =
            nearest.apply(key, asked).map(near -> "; did you mean " + near + "?").orElse("");
        wrong(key, "unknown key" + hint);
      }
    }
  }

  /** Notes a key of lm-evaluation-harness that has no counterpart here. */
  public void refuse(String key, String reason) {
    if (has(key)) {
      wrong(key, "is not supported: " + reason);
    }
  }

  public Optional<String> text(String key) {
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
  public Optional<String> function(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isPresent()
        && entry.get().value() instanceof ScalarNode scalar
        && scalar.getTag().equals(FUNCTION)) {
      return Optional.of(scalar.getValue());
    }
    return Optional.empty();
  }

  /** Something by its name; an unknown name is a finding that lists the known ones. */
  public <T> Optional<T> named(
      String key, Optional<String> name, Map<String, T> known, String kind) {
    if (name.isPresent() && !known.containsKey(name.get())) {
      String all = String.join(", ", known.keySet().stream().sorted().toList());
      wrong(key, "unknown " + kind + " " + name.get() + "; known are " + all);
    }
    return name.map(known::get);
  }

  /** What a {@code !function} tag names. */
  public <T> Optional<T> namedFunction(String key, Map<String, T> known) {
    if (has(key) && function(key).isEmpty()) {
      wrong(key, "must name a function, such as !function " + known.keySet().iterator().next());
    }
    return named(key, function(key), known, "function");
  }

  /** What a text means; a parser's IllegalArgumentException is a finding. */
  public <T> Optional<T> parsed(String key, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      wrong(key, e.getMessage());
      return Optional.empty();
    }
  }

  public boolean truth(String key, boolean fallback) {
    return value(key, Boolean.class, "true or false").orElse(fallback);
  }

  public Optional<Long> whole(String key, long least) {
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

  public Optional<Double> number(String key) {
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
  public Optional<List<String>> texts(String key) {
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
  public Optional<YamlMap> map(String key) {
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
  public Optional<List<YamlMap>> maps(String key) {
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

  /** Whether the value is a mapping. */
  public boolean isMap(String key) {
    return entry(key).filter(entry -> entry.value() instanceof MappingNode).isPresent();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** A mapping that stands somewhere in a key's value. */
  public YamlMap item(String key, MappingNode mapping) {
    return nested(key + ".", entry(key).orElseThrow(), mapping);
  }

  private YamlMap nested(String suffix, Entry entry, MappingNode mapping) {
    YamlMap nested = new YamlMap(findings, path + suffix, entry.file(), line(mapping));
    nested.putAll(mapping, entry.file());
    return nested;
  }

  /** The value as null, Boolean, Number, String, List or Map, whatever it is. */
  public Optional<Object> any(String key) {
    return entry(key).map(entry -> plain(entry.value()));
  }

  /** All keys with their plain values. */
  public Map<String, Object> plainMap() {
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
      super(oneOfEachKey());
      yamlConstructors.put(FUNCTION, yamlConstructors.get(Tag.STR));
    }

    private static LoaderOptions oneOfEachKey() {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      return options;
    }

    Object construct(Node node) {
      return constructDocument(node);
    }
  }
}
