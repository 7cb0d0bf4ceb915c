package dev.plumbline.results.published;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.results.published.PublishedCurve.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a reference from YAML; {@code README.md} beside those that come with Plumbline describes
 * the form. The first mistake is an exception that names file, line and key.
 */
final class ReferenceFile {
  private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}){0,2}");

  /** The value of {@code filter} where a source does not say which one it used. */
  private static final String UNKNOWN = "unknown";

  private static final String ALL = "all";

  /**
   * Reads a file's root.
   *
   * @param root null where the file holds nothing
   */
  static Reference read(String name, String file, Node root) {
    int line = root == null ? 1 : YamlMap.line(root);
    if (!(root instanceof MappingNode mapping)) {
      throw new PlumblineException(file + ":" + line + ": must be a mapping of names to values");
    }
    YamlMap yaml = new YamlMap(Findings.thrown(), "", file, line);
    yaml.putAll(mapping, file);
    return reference(name, yaml);
  }

  private static Reference reference(String name, YamlMap yaml) {
    String model = text(yaml, "model");
    Optional<Long> parameters = yaml.whole("parameters", 1);
    Optional<Long> depth = yaml.whole("trained_depth", 1);
    if (depth.isPresent() && depth.get() > SweepPoint.MOST_ITERATIONS) {
      throw wrong(
          yaml,
          "trained_depth",
          "is %d; it must be %d or less".formatted(depth.get(), SweepPoint.MOST_ITERATIONS));
    }
    Source source = source(yaml.map("source").orElseThrow(() -> missing(yaml, "source")));
    List<String> notes = yaml.texts("notes").orElse(List.of());
    Map<Setting, String> common =
        yaml.map("settings").map(ReferenceFile::settings).orElse(Map.of());
    List<YamlMap> curves = yaml.maps("curves").orElseThrow(() -> missing(yaml, "curves"));
    if (curves.isEmpty()) {
      throw wrong(yaml, "curves", "holds no curve");
    }
    yaml.refuseOthers();
    return new Reference(
        name,
        model,
        parameters.map(OptionalLong::of).orElse(OptionalLong.empty()),
        depth.map(r -> OptionalInt.of(Math.toIntExact(r))).orElse(OptionalInt.empty()),
        source,
        notes,
        curves.stream().map(curve -> curve(curve, common)).toList());
  }

  private static Source source(YamlMap yaml) {
    Map<String, Source.Kind> kinds =
        Stream.of(Source.Kind.values())
            .collect(Collectors.toMap(Source.Kind::toString, kind -> kind));
    Source.Kind kind =
        yaml.named("kind", Optional.of(text(yaml, "kind")), kinds, "kind").orElseThrow();
    String date = yaml.text("date").orElse("");
    if (!date.isEmpty() && !DATE.matcher(date).matches()) {
      throw wrong(yaml, "date", "is " + date + "; write it as 2025-02 or 2025-02-17");
    }
    Source source =
        new Source(kind, text(yaml, "title"), text(yaml, "by"), date, text(yaml, "where"));
    yaml.refuseOthers();
    return source;
  }

  private static PublishedCurve curve(YamlMap yaml, Map<Setting, String> common) {
    Optional<String> task = yaml.text("task");
    Optional<String> metric = yaml.text("metric");
    List<String> related = yaml.texts("related_tasks").orElse(List.of());
    if (task.isPresent() != metric.isPresent()) {
      throw missing(yaml, task.isPresent() ? "metric" : "task");
    }
    if (task.isEmpty() && !related.isEmpty()) {
      throw missing(yaml, "task");
    }
    String filter = yaml.text("filter").orElse("");
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.putAll(common);
    yaml.map("settings").map(ReferenceFile::settings).ifPresent(settings::putAll);
    PublishedCurve curve =
        new PublishedCurve(
            text(yaml, "benchmark"),
            task,
            related,
            metric,
            filter.equals(UNKNOWN) ? Optional.empty() : Optional.of(filter),
            text(yaml, "place"),
            settings,
            yaml.texts("notes").orElse(List.of()),
            percent(yaml.map("percent").orElseThrow(() -> missing(yaml, "percent"))));
    if (curve.percent().isEmpty()) {
      throw wrong(yaml, "percent", "holds no value");
    }
    yaml.refuseOthers();
    return curve;
  }

  private static Map<Setting, String> settings(YamlMap yaml) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      value(yaml, setting).ifPresent(value -> settings.put(setting, value));
    }
    yaml.refuseOthers();
    return settings;
  }

  private static Optional<String> value(YamlMap yaml, Setting setting) {
    String key = setting.key();
    return switch (setting) {
      case NUM_FEWSHOT -> yaml.whole(key, 0).map(Object::toString);
      case CHAT_TEMPLATE ->
          yaml.has(key) ? Optional.of(Boolean.toString(yaml.truth(key, false))) : Optional.empty();
      case DOCUMENTS ->
          yaml.any(key).equals(Optional.of(ALL))
              ? Optional.of(ALL)
              : yaml.whole(key, 1).map(Object::toString);
      case SYSTEM_PROMPT, PRECISION, HARNESS, DECODING -> yaml.text(key);
    };
  }

  /** By r; the keys are iterations, the values percent as published. */
  private static SortedMap<Integer, Double> percent(YamlMap yaml) {
    SortedMap<Integer, Double> percent = new TreeMap<>();
    for (String key : yaml.plainMap().keySet()) {
      if (!key.matches("[1-9]\\d{0,3}") || Integer.parseInt(key) > SweepPoint.MOST_ITERATIONS) {
        throw wrong(
            yaml,
            key,
            "is no r; it must be a whole number from 1 to " + SweepPoint.MOST_ITERATIONS);
      }
      double value = yaml.number(key).orElseThrow(() -> missing(yaml, key));
      if (!(value >= 0 && value <= 100)) {
        throw wrong(yaml, key, "is " + value + "; it must be percent, from 0 to 100");
      }
      percent.put(Integer.parseInt(key), value);
    }
    return percent;
  }

  private static String text(YamlMap yaml, String key) {
    return yaml.text(key).filter(text -> !text.isBlank()).orElseThrow(() -> missing(yaml, key));
  }

  private static PlumblineException missing(YamlMap yaml, String key) {
    return wrong(yaml, key, "must be given");
  }

  private static PlumblineException wrong(YamlMap yaml, String key, String message) {
    return new PlumblineException(yaml.finding(key, message).toString());
  }

  private ReferenceFile() {}
}
