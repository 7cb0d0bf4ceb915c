package dev.plumbline.exchange.lmeval;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.exchange.DepthResults;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.results.Tool;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a {@code results_*.json} says.
 *
 * @param model as in {@code model_name}
 * @param iterations as {@code model_args} or {@code gen_kwargs} state them
 * @param tool that asked the model
 * @param tasks those whose samples lie beside the file, in its order
 * @param withoutSamples other names that have results: groups, and tasks run without {@code
 *     --log_samples}
 * @param settings of {@code config}, without what may be a secret
 */
record ResultsFile(
    Path path,
    String model,
    OptionalInt iterations,
    Tool tool,
    Instant started,
    Instant finished,
    OptionalLong seed,
    Map<String, Object> settings,
    List<TaskEntry> tasks,
    List<String> withoutSamples) {

  /**
   * A task of the file.
   *
   * @param fewshot examples in its prompts
   * @param documents how many were asked
   * @param columns its metrics
   */
  record TaskEntry(
      String name,
      String version,
      OptionalInt fewshot,
      int documents,
      List<Column> columns,
      Path samples) {}

  /**
   * A mean over documents.
   *
   * @param mean absent where the file has no finite number
   */
  record Column(Score score, Optional<Double> mean) {}

  /** Python writes NaN and infinities bare. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final Set<String> DEPTH_ARGUMENTS = Set.of("mean_recurrence", "num_steps");

  /** Unix seconds, in the year 5138: more is no date. */
  private static final double LATEST = 1e11;

  private static final String SECRET = ".*(token|key|secret|password|auth).*";

  /**
   * Reads one file.
   *
   * @throws PlumblineException naming it, and what is wrong with it
   */
  static ResultsFile read(Path path) {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(path));
    } catch (JacksonException e) {
      throw new PlumblineException(path + ":" + line(e) + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new PlumblineException(path + ": cannot be read: " + PlumblineException.reason(e), e);
    }
    if (!json.path("results").isObject() || !json.path("config").isObject()) {
      throw new PlumblineException(
          path + ": has no 'results' and 'config'; name lm-evaluation-harness's results_*.json");
    }
    JsonNode config = json.get("config");
    JsonNode name = json.path("model_name");
    JsonNode source = name.isTextual() && !name.asText().isBlank() ? name : config.path("model");
    List<TaskEntry> tasks = new ArrayList<>();
    List<String> withoutSamples = new ArrayList<>();
    json.get("results")
        .properties()
        .forEach(
            entry ->
                samples(path, entry.getKey())
                    .ifPresentOrElse(
                        samples -> tasks.add(task(path, json, entry.getKey(), samples)),
                        () -> withoutSamples.add(entry.getKey())));
    Instant started = instant(path, json.path("date"));
    return new ResultsFile(
        path,
        source.asText(),
        iterations(path, config),
        json.path(LmEvalFiles.PLUMBLINE_VERSION).isTextual()
            ? new Tool(Tool.PLUMBLINE, json.get(LmEvalFiles.PLUMBLINE_VERSION).asText())
            : new Tool("lm_eval", json.path("lm_eval_version").asText("unknown")),
        started,
        started.plusMillis(millis(json.path("total_evaluation_time_seconds"))),
        config.path("torch_seed").isIntegralNumber()
            ? OptionalLong.of(config.get("torch_seed").asLong())
            : OptionalLong.empty(),
        settings(config),
        List.copyOf(tasks),
        List.copyOf(withoutSamples));
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  /**
   * Looked up among the files that are there, so that no name in the file leads elsewhere. An
   * --output_path that ends in .json takes the place of {@code results}.
   */
  private static Optional<Path> samples(Path results, String task) {
    String file = results.getFileName().toString();
    String wanted =
        "samples_"
            + task
            + "_"
            + file.replaceFirst("^(results_|.*_(?=\\d{4}-\\d\\d-\\d\\dT))", "")
                .replaceFirst("\\.json$", "")
            + ".jsonl";
    try (var files = Files.list(results.toAbsolutePath().getParent())) {
      return files.filter(f -> f.getFileName().toString().equals(wanted)).findFirst();
    } catch (IOException e) {
      throw new PlumblineException(
          results + ": its folder cannot be read: " + PlumblineException.reason(e), e);
    }
  }

  private static TaskEntry task(Path path, JsonNode json, String task, Path samples) {
    JsonNode scores = json.get("results").get(task);
    Set<String> means = means(json.path("configs").path(task));
    List<Column> columns = new ArrayList<>();
    scores
        .properties()
        .forEach(
            entry -> {
              int comma = entry.getKey().indexOf(',');
              String metric = comma < 0 ? "" : entry.getKey().substring(0, comma);
              if (comma > 0
                  && !metric.endsWith("_stderr")
                  && (means.isEmpty() || means.contains(metric))) {
                columns.add(
                    new Column(
                        Filters.score(metric, entry.getKey().substring(comma + 1)),
                        Optional.of(entry.getValue())
                            .filter(JsonNode::isNumber)
                            .map(JsonNode::asDouble)
                            .filter(Double::isFinite)));
              }
            });
    JsonNode count = json.path("n-samples").path(task).path("effective");
    int documents = count.isInt() ? count.asInt() : scores.path("sample_len").asInt(0);
    if (documents < 1) {
      throw new PlumblineException(
          path
              + ": says of no document of "
              + task
              + "; n-samples."
              + task
              + ".effective is missing");
    }
    JsonNode shots = json.path("n-shot").path(task);
    return new TaskEntry(
        task,
        json.path("versions").path(task).asText("unknown"),
        shots.isInt() ? OptionalInt.of(shots.asInt()) : OptionalInt.empty(),
        documents,
        List.copyOf(columns),
        samples);
  }

  /** Metrics that the task's configuration says are means; empty where it says nothing. */
  private static Set<String> means(JsonNode config) {
    Set<String> means = new LinkedHashSet<>();
    boolean functions = false;
    for (JsonNode metric : config.path("metric_list")) {
      String name = metric.path("metric").asText();
      // A function's text; the metric's name is then known from the results alone.
      functions |= !name.matches("\\w+");
      if (metric.path("aggregation").asText("mean").equals("mean")) {
        means.add(name);
      }
    }
    return functions ? Set.of() : means;
  }

  private static OptionalInt iterations(Path path, JsonNode config) {
    Set<Integer> stated = new LinkedHashSet<>();
    for (String where : List.of("model_args", "gen_kwargs")) {
      arguments(config.path(where))
          .forEach(
              (name, value) -> {
                if (DepthResults.OF_NO_FIXED_DEPTH.contains(name)) {
                  throw new PlumblineException(
                      "%s: %s has %s=%s, so its answers are of no fixed r, which import cannot tell from those that are; leave it out"
                          .formatted(path, where, name, value));
                }
                if (DEPTH_ARGUMENTS.contains(name) && value.matches("[1-9]\\d{0,8}")) {
                  stated.add(Integer.valueOf(value));
                }
              });
    }
    if (stated.size() > 1) {
      throw new PlumblineException(
          path + ": states several depths, " + stated + "; say which with --iterations R=" + path);
    }
    return stated.isEmpty() ? OptionalInt.empty() : OptionalInt.of(stated.iterator().next());
  }

  /** An object, or {@code k=v,k=v}. */
  private static Map<String, String> arguments(JsonNode node) {
    Map<String, String> arguments = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties().forEach(e -> arguments.put(e.getKey(), e.getValue().asText()));
    } else if (node.isTextual()) {
      for (String pair : node.asText().split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          arguments.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
      }
    }
    return arguments;
  }

  private static Map<String, Object> settings(JsonNode config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    config
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (entry.getKey().matches("model_args|gen_kwargs")) {
                Map<String, String> open = arguments(value);
                open.keySet().removeIf(ResultsFile::isSecret);
                settings.put(entry.getKey(), open);
              } else if (value.isValueNode() && !value.isNull() && !isSecret(entry.getKey())) {
                settings.put(
                    entry.getKey(), JSON.convertValue(value, new TypeReference<Object>() {}));
              }
            });
    return settings;
  }

  private static boolean isSecret(String name) {
    return name.toLowerCase(Locale.ROOT).matches(SECRET);
  }

  private static Instant instant(Path path, JsonNode seconds) {
    double value = seconds.asDouble();
    if (!seconds.isNumber() || !(Math.abs(value) <= LATEST)) {
      throw new PlumblineException(path + ": 'date' is " + seconds + "; expected Unix seconds");
    }
    return Instant.ofEpochMilli(Math.round(value * 1e3));
  }

  /** A number as a text; 0 where there is none. */
  private static long millis(JsonNode seconds) {
    String text = seconds.asText();
    return text.matches("\\d{1,9}(\\.\\d+)?")
        ? new BigDecimal(text).scaleByPowerOfTen(3).longValue()
        : 0;
  }
}
