package dev.plumbline.exchange.lmeval;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.StatedSettings;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Tool;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One r of a run as lm-evaluation-harness would have left it: {@code rR/MODEL/results_STAMP.json}
 * and a {@code samples_TASK_STAMP.jsonl} per task. The depth stands in {@code model_args} as {@code
 * mean_recurrence}, where the reference model takes it from.
 */
public final class LmEvalFiles {
  /** The release whose files these are like. */
  private static final String FORMAT_VERSION = "0.4.13";

  static final String PLUMBLINE_VERSION = "plumbline_version";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP_WITH_FRACTION =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * The files of one r.
   *
   * @param model {@code developer/model}
   */
  public static List<SubmissionFile> of(DepthResults results, String model) {
    Manifest manifest = results.manifest();
    String stamp = stamp(manifest.finished());
    String folder = results.name() + "/" + model.replace("/", "__") + "/";
    List<SubmissionFile> files = new ArrayList<>();
    Map<String, Object> hashes = new LinkedHashMap<>();
    for (TaskResults task : results.tasks()) {
      task.requireScores();
      LmEvalSamples samples = LmEvalSamples.of(task, manifest);
      String name = "samples_" + SubmissionFile.name(task.name()) + "_" + stamp + ".jsonl";
      files.add(new SubmissionFile(folder + name, samples.lines()));
      hashes.put(task.name(), samples.taskHash());
    }
    String json = PythonJson.INDENTED.dumps(summary(results, model, hashes));
    files.add(new SubmissionFile(folder + "results_" + stamp + ".json", json));
    return files;
  }

  /** Python's {@code isoformat}, which leaves a fraction of zero out, with {@code -} for colons. */
  private static String stamp(Instant time) {
    boolean whole =
        time.truncatedTo(ChronoUnit.MICROS).equals(time.truncatedTo(ChronoUnit.SECONDS));
    return (whole ? STAMP : STAMP_WITH_FRACTION).format(time);
  }

  private static Map<String, Object> summary(
      DepthResults results, String model, Map<String, Object> taskHashes) {
    Manifest manifest = results.manifest();
    Map<String, Object> scores = new LinkedHashMap<>();
    Map<String, Object> configs = new LinkedHashMap<>();
    Map<String, Object> versions = new LinkedHashMap<>();
    Map<String, Object> shots = new LinkedHashMap<>();
    Map<String, Object> directions = new LinkedHashMap<>();
    Map<String, Object> counts = new LinkedHashMap<>();
    for (TaskResults task : results.tasks()) {
      int n = task.samples().size();
      scores.put(task.name(), scores(task));
      configs.put(task.name(), config(task));
      versions.put(task.name(), version(task.task().version()));
      task.facts().fewshot().ifPresent(count -> shots.put(task.name(), count));
      directions.put(task.name(), directions(task));
      Map<String, Object> count = new LinkedHashMap<>();
      count.put("original", task.facts().documents().orElse(n));
      count.put("effective", n);
      counts.put(task.name(), count);
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("results", scores);
    summary.put("group_subtasks", Map.of());
    summary.put("configs", configs);
    summary.put("versions", versions);
    summary.put("n-shot", shots);
    summary.put("higher_is_better", directions);
    summary.put("n-samples", counts);
    summary.put("config", settings(results, model));
    summary.put("git_hash", null);
    summary.put("date", manifest.started().toEpochMilli() / 1e3);
    summary.put("pretty_env_info", environment(manifest));
    summary.put("lm_eval_version", FORMAT_VERSION);
    Tool tool = manifest.origin().tool();
    if (tool.name().equals(Tool.PLUMBLINE)) {
      // Whose answers these are, beside whose format this is.
      summary.put(PLUMBLINE_VERSION, tool.version());
    }
    summary.put("task_hashes", taskHashes);
    summary.put("model_source", tool.name());
    summary.put("model_name", model);
    summary.put("model_name_sanitized", model.replace("/", "__"));
    return summary;
  }

  private static Map<String, Object> scores(TaskResults task) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("name", task.name());
    scores.put("alias", task.name());
    scores.put("sample_len", task.samples().size());
    for (CurvePoint score : task.scores()) {
      String filter = Filters.name(score.score());
      scores.put(score.score().metric() + "," + filter, score.value());
      scores.put(
          score.score().metric() + "_stderr," + filter,
          score.stderr().isPresent() ? score.stderr().getAsDouble() : "N/A");
    }
    return scores;
  }

  private static Map<String, Object> config(TaskResults task) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("task", task.name());
    task.facts().dataset().ifPresent(dataset -> config.put("dataset_path", dataset));
    task.facts().split().ifPresent(split -> config.put("test_split", split));
    task.facts().fewshot().ifPresent(count -> config.put("num_fewshot", count));
    List<Object> metrics = new ArrayList<>();
    for (String name : metrics(task)) {
      Map<String, Object> metric = new LinkedHashMap<>();
      metric.put("metric", name);
      metric.put("aggregation", "mean");
      metric.put("higher_is_better", task.facts().higherIsBetter(task.name(), name));
      metrics.add(metric);
    }
    config.put("metric_list", metrics);
    config.put("output_type", task.outputType());
    config.put("repeats", 1);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("version", version(task.task().version()));
    metadata.put("doc", LmEvalSamples.hasRows(task) ? "row of data" : "what was asked");
    config.put("metadata", metadata);
    return config;
  }

  private static Map<String, Object> directions(TaskResults task) {
    Map<String, Object> directions = new LinkedHashMap<>();
    metrics(task)
        .forEach(name -> directions.put(name, task.facts().higherIsBetter(task.name(), name)));
    return directions;
  }

  private static List<String> metrics(TaskResults task) {
    return task.scores().stream().map(score -> score.score().metric()).distinct().toList();
  }

  private static Map<String, Object> settings(DepthResults results, String model) {
    Manifest manifest = results.manifest();
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("pretrained", model);
    arguments.put("mean_recurrence", results.iterations());
    arguments.putAll(results.settings());
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("model", manifest.origin().tool().name());
    settings.put("model_args", arguments);
    settings.put("limit", manifest.configuration().limit().orElse(null));
    Map<String, Object> generation = LmEvalSamples.generationSettings(manifest);
    settings.put("gen_kwargs", generation);
    Object seed = manifest.seed().isPresent() ? manifest.seed().getAsLong() : null;
    settings.put("random_seed", seed);
    settings.put("torch_seed", seed);
    settings.put("metadata", new LinkedHashMap<>(StatedSettings.of(manifest)));
    return settings;
  }

  private static String environment(Manifest manifest) {
    Manifest.Versions v = manifest.versions();
    return "Plumbline "
        + v.plumbline()
        + v.onnxRuntime().map(version -> ", ONNX Runtime " + version).orElse("")
        + ", JDK "
        + v.jdk()
        + ", "
        + v.os()
        + ", "
        + v.cpu();
  }

  /** A number, as tasks have it; a text where a task file says something else. */
  private static Object version(String version) {
    return version.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.valueOf(version) : version;
  }

  private LmEvalFiles() {}
}
