package dev.plumbline.results;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Every setting in effect when a run was made, by its name; a part of {@code manifest.json}. The
 * names stand here and in {@link Setting} alone.
 *
 * @param values JSON's: numbers, booleans, texts, lists and maps
 */
public record Configuration(@JsonValue Map<String, Object> values) {
  private static final String IMPORTED_FROM = "imported-from";
  private static final String NAME = "name";
  private static final String VERSION = "version";

  /** Examples in each task's prompts, of imported answers. */
  private static final String FEWSHOT = "n-shot";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Of answers that another tool has asked for.
   *
   * @param fewshot examples in the prompts, by task
   * @param settings all that the tool says of its own, under its name for itself
   */
  public static Configuration ofImported(
      Tool tool,
      Map<String, Integer> fewshot,
      Optional<Number> limit,
      String toolsName,
      Map<String, Object> settings) {
    Map<String, Object> from = new LinkedHashMap<>();
    from.put(NAME, tool.name());
    from.put(VERSION, tool.version());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(IMPORTED_FROM, from);
    values.put(FEWSHOT, fewshot);
    limit.ifPresent(number -> values.put(Setting.LIMIT.key(), number));
    values.put(toolsName, settings);
    return new Configuration(values);
  }

  /** The documents of each task that were asked at most. */
  public Optional<Number> limit() {
    return number(Setting.LIMIT);
  }

  /** Examples in each prompt, as whoever asked wished for all tasks. */
  public OptionalInt numFewshot() {
    return values.get(Setting.NUM_FEWSHOT.key()) instanceof Integer count
        ? OptionalInt.of(count)
        : OptionalInt.empty();
  }

  public Optional<Number> maxGenToks() {
    return number(Setting.MAX_GEN_TOKS);
  }

  public Optional<Number> temperature() {
    return number(Setting.TEMPERATURE);
  }

  public Optional<Number> topK() {
    return number(Setting.TOP_K);
  }

  public Optional<Number> topP() {
    return number(Setting.TOP_P);
  }

  public Optional<Number> minP() {
    return number(Setting.MIN_P);
  }

  /**
   * What answers depend on, as a submission states it: by name with {@code _} for {@code -}, in the
   * order of {@link Setting}.
   */
  public Map<String, String> stated() {
    Map<String, String> stated = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      Object value = values.get(setting.key());
      if (setting.effect() == Setting.Effect.STATED && value != null) {
        stated.put(setting.key().replace('-', '_'), value.toString());
      }
    }
    return stated;
  }

  /** Without what may differ where the same is asked of the same model. */
  public Map<String, Object> deciding() {
    Map<String, Object> deciding = new LinkedHashMap<>(values);
    Stream.of(Setting.values())
        .filter(setting -> setting.effect() == Setting.Effect.NONE)
        .forEach(setting -> deciding.remove(setting.key()));
    return deciding;
  }

  /** Where the answers come from; where that is here, the tool is the one given. */
  Origin origin(Tool here) {
    if (values.containsKey(IMPORTED_FROM)) {
      return new Origin.Imported(importedFrom().orElse(here), fewshot());
    }
    return values.containsKey(Setting.SAMPLES.key())
        ? new Origin.Scored(here)
        : new Origin.Asked(here);
  }

  private Optional<Tool> importedFrom() {
    return values.get(IMPORTED_FROM) instanceof Map<?, ?> from
            && from.get(NAME) instanceof String name
            && from.get(VERSION) instanceof String version
        ? Optional.of(new Tool(name, version))
        : Optional.empty();
  }

  private Map<String, Integer> fewshot() {
    Map<String, Integer> fewshot = new HashMap<>();
    if (values.get(FEWSHOT) instanceof Map<?, ?> shots) {
      shots.forEach(
          (task, count) -> {
            if (count instanceof Integer number) {
              fewshot.put(task.toString(), number);
            }
          });
    }
    return fewshot;
  }

  private Optional<Number> number(Setting setting) {
    return values.get(setting.key()) instanceof Number number
        ? Optional.of(number)
        : Optional.empty();
  }
}
