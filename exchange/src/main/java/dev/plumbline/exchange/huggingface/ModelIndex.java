package dev.plumbline.exchange.huggingface;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.StatedSettings;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.results.CurvePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code README.md} with the {@code model-index} of a model card: every task, metric and r. Depth
 * and settings stand in the metric's {@code args}, since the hub's library keeps one {@code args}
 * of a data set for all of its metrics.
 */
public final class ModelIndex {
  private record Dataset(String id, String split) {}

  /**
   * The one file of all depths.
   *
   * @param model its name, without the developer
   */
  public static SubmissionFile of(List<DepthResults> depths, String model, Source source) {
    Map<Dataset, List<Object>> metrics = new LinkedHashMap<>();
    for (DepthResults depth : depths) {
      for (TaskResults task : depth.tasks()) {
        task.requireScores();
        Dataset dataset =
            new Dataset(
                task.facts().dataset().orElse(task.name()), task.facts().split().orElse(""));
        for (CurvePoint score : task.scores()) {
          metrics.computeIfAbsent(dataset, d -> new ArrayList<>()).add(metric(depth, task, score));
        }
      }
    }
    List<Object> results = new ArrayList<>();
    metrics.forEach((dataset, values) -> results.add(result(dataset, values, source)));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", model);
    entry.put("results", results);
    Map<String, Object> front = new LinkedHashMap<>();
    front.put("model-index", List.of(entry));
    return new SubmissionFile("README.md", "---\n" + YamlText.of(front) + "---\n# " + model + "\n");
  }

  private static Map<String, Object> result(Dataset dataset, List<Object> metrics, Source source) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("type", "text-generation");
    task.put("name", "Text Generation");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", dataset.id());
    data.put("name", dataset.id());
    if (!dataset.split().isEmpty()) {
      data.put("split", dataset.split());
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("task", task);
    result.put("dataset", data);
    result.put("metrics", metrics);
    if (!source.fields().isEmpty()) {
      result.put("source", source.fields());
    }
    return result;
  }

  private static Map<String, Object> metric(
      DepthResults depth, TaskResults task, CurvePoint score) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("iterations", depth.iterations());
    args.putAll(depth.settings());
    args.put("task", task.name());
    args.put("documents", score.n());
    score.stderr().ifPresent(stderr -> args.put("stderr", stderr));
    task.facts().fewshot().ifPresent(count -> args.put("num_few_shot", count));
    args.putAll(StatedSettings.of(depth.manifest()));
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("type", score.score().metric());
    metric.put("value", score.value());
    metric.put(
        "name",
        "%s of %s, r=%s"
            .formatted(
                score.score().key().replace(",", " with "), task.name(), depth.point().label()));
    metric.put("args", args);
    return metric;
  }

  private ModelIndex() {}
}
