package dev.plumbline.exchange.everyevalever;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.PythonJson;
import dev.plumbline.exchange.StatedSettings;
import dev.plumbline.exchange.TaskFacts;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Tool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The aggregate file ({@code eval.schema.json}) of one task at one r. */
final class Aggregate {
  static Map<String, Object> of(
      DepthResults results, TaskResults task, Submitter submitter, String evaluationId) {
    Manifest manifest = results.manifest();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema_version", ResultNames.SCHEMA_VERSION);
    json.put("evaluation_id", evaluationId);
    json.put("evaluation_timestamp", seconds(manifest.started()));
    // When the results were there: a conversion's own time would make every conversion another.
    json.put("retrieved_timestamp", seconds(manifest.finished()));
    json.put("source_metadata", source(submitter));
    json.put("eval_library", library(manifest));
    json.put("model_info", model(manifest, submitter));
    List<Object> scores = new ArrayList<>();
    task.scores().forEach(score -> scores.add(result(results, task, score)));
    json.put("evaluation_results", scores);
    return json;
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private static Map<String, Object> source(Submitter submitter) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("source_name", "Plumbline");
    source.put("source_type", "evaluation_run");
    source.put("source_organization_name", submitter.organization());
    source.put("evaluator_relationship", Submitter.text(submitter.relationship()));
    return source;
  }

  private static Map<String, Object> library(Manifest manifest) {
    Tool tool = manifest.origin().tool();
    Map<String, Object> library = new LinkedHashMap<>();
    library.put("name", tool.name());
    library.put("version", tool.version());
    return library;
  }

  private static Map<String, Object> model(Manifest manifest, Submitter submitter) {
    boolean askedHere = manifest.origin().match(asked -> true, scored -> false, imported -> false);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("deployment_type", askedHere ? "self_deployed" : "unknown");
    details.put("model_availability", Submitter.text(submitter.availability()));
    details.put("evaluated_as", manifest.bundle().name());
    manifest.bundle().sha256().ifPresent(hash -> details.put("bundle_sha256", hash));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", submitter.modelName());
    model.put("id", submitter.model());
    model.put("developer", submitter.developer());
    manifest
        .versions()
        .onnxRuntime()
        .filter(version -> askedHere)
        .ifPresent(
            version -> {
              Map<String, Object> engine = new LinkedHashMap<>();
              engine.put("name", "ONNX Runtime");
              engine.put("version", version);
              model.put("inference_engine", engine);
            });
    model.put("additional_details", details);
    return model;
  }

  private static Map<String, Object> result(
      DepthResults results, TaskResults task, CurvePoint score) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("evaluation_result_id", ResultNames.id(score));
    result.put("evaluation_name", ResultNames.evaluation(score));
    result.put("source_data", data(task));
    result.put("metric_config", metric(task, score));
    result.put("score_details", score(score));
    result.put("generation_config", settings(results, task));
    return result;
  }

  private static Map<String, Object> data(TaskResults task) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("dataset_name", task.name());
    data.put("source_type", task.facts().dataset().isPresent() ? "hf_dataset" : "other");
    task.facts().dataset().ifPresent(dataset -> data.put("hf_repo", dataset));
    if (task.facts().dataset().isPresent()) {
      task.facts().split().ifPresent(split -> data.put("hf_split", split));
    }
    if (!task.task().data().isEmpty()) {
      Map<String, Object> hashes = new LinkedHashMap<>();
      task.task().data().forEach((file, hash) -> hashes.put("sha256 of " + file, hash));
      data.put("additional_details", hashes);
    }
    return data;
  }

  private static Map<String, Object> metric(TaskResults task, CurvePoint score) {
    String name = score.score().metric();
    String filter = score.score().filter();
    boolean proportion = TaskFacts.isProportion(name);
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put(
        "evaluation_description", filter.isEmpty() ? name : name + " (filter: " + filter + ")");
    metric.put("metric_name", name);
    if (proportion) {
      metric.put("metric_kind", name.startsWith("pass") ? "pass_rate" : "accuracy");
      metric.put("metric_unit", "proportion");
    }
    metric.put("lower_is_better", !task.facts().higherIsBetter(task.name(), name));
    metric.put("score_type", "continuous");
    metric.put("min_score", proportion ? (Object) 0.0 : "-Infinity");
    metric.put("max_score", proportion ? (Object) 1.0 : "Infinity");
    return metric;
  }

  private static Map<String, Object> score(CurvePoint score) {
    Map<String, Object> uncertainty = new LinkedHashMap<>();
    if (score.stderr().isPresent()) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("value", score.stderr().getAsDouble());
      error.put("method", "analytic");
      uncertainty.put("standard_error", error);
    }
    if (score.interval().isPresent()) {
      Map<String, Object> interval = new LinkedHashMap<>();
      interval.put("lower", score.interval().get().low());
      interval.put("upper", score.interval().get().high());
      interval.put("confidence_level", 0.95);
      uncertainty.put("confidence_interval", interval);
    }
    uncertainty.put("num_samples", score.n());
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("score", score.value());
    details.put("uncertainty", uncertainty);
    return details;
  }

  private static Map<String, Object> settings(DepthResults results, TaskResults task) {
    Manifest manifest = results.manifest();
    Configuration configuration = manifest.configuration();
    Map<String, Object> args = new LinkedHashMap<>();
    configuration.temperature().ifPresent(t -> args.put("temperature", t));
    configuration.topP().ifPresent(p -> args.put("top_p", p));
    configuration.topK().ifPresent(k -> args.put("top_k", k));
    configuration.maxGenToks().ifPresent(n -> args.put("max_tokens", n));
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("recurrence_iterations", Integer.toString(results.iterations()));
    more.putAll(results.settings());
    task.facts().fewshot().ifPresent(n -> more.put("num_fewshot", Integer.toString(n)));
    task.samples()
        .get(0)
        .question()
        .request()
        .match(loglikelihoods -> Optional.<List<String>>empty(), g -> Optional.of(g.until()))
        .ifPresent(until -> more.put("until", PythonJson.LINE.dumps(until)));
    StatedSettings.of(manifest).forEach(more::putIfAbsent);
    Map<String, Object> settings = new LinkedHashMap<>();
    if (!args.isEmpty()) {
      settings.put("generation_args", args);
    }
    settings.put("additional_details", more);
    return settings;
  }

  private Aggregate() {}
}
