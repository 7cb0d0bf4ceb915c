package dev.plumbline.exchange.huggingface;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.TaskResults;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * {@code .eval_results/TASK-rR.yaml}: what a benchmark's leaderboard on the hub shows of a model.
 * The format has no field for a depth, so that it stands in {@code notes}.
 */
public final class EvalResults {
  /** The scale on which a leaderboard has proportions. */
  public enum Scale {
    PERCENT,
    PROPORTION
  }

  /**
   * A file per task that a benchmark names.
   *
   * @throws PlumblineException if a benchmark names a score that the run does not have
   */
  public static List<SubmissionFile> of(
      DepthResults results, List<Benchmark> benchmarks, Scale scale, Source source) {
    for (Benchmark benchmark : benchmarks) {
      if (results.tasks().stream()
          .noneMatch(task -> task.name().equals(benchmark.curve().task()))) {
        throw new PlumblineException(
            "the run has no task " + benchmark.curve().task() + " to publish");
      }
    }
    List<SubmissionFile> files = new ArrayList<>();
    for (TaskResults task : results.tasks()) {
      List<Object> entries = new ArrayList<>();
      for (Benchmark benchmark : benchmarks) {
        if (benchmark.curve().task().equals(task.name())) {
          entries.add(entry(results, task, benchmark, scale, source));
        }
      }
      if (!entries.isEmpty()) {
        String name = SubmissionFile.name(task.name()) + "-" + results.name() + ".yaml";
        files.add(new SubmissionFile(".eval_results/" + name, YamlText.of(entries)));
      }
    }
    return files;
  }

  private static Map<String, Object> entry(
      DepthResults results, TaskResults task, Benchmark benchmark, Scale scale, Source source) {
    CurvePoint score =
        task.scores().stream()
            .filter(s -> s.curve().equals(benchmark.curve()))
            .findFirst()
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "%s: has no %s at r=%s, but %s"
                            .formatted(
                                task.name(),
                                benchmark.curve().score(),
                                results.point().label(),
                                task.scores().stream().map(CurvePoint::score).toList())));
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("id", benchmark.dataset());
    dataset.put("task_id", benchmark.taskId());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dataset", dataset);
    entry.put("value", value(score, scale));
    entry.put("date", date(results.manifest()).toString());
    if (!source.fields().isEmpty()) {
      entry.put("source", source.fields());
    }
    entry.put("notes", notes(results, task, score));
    return entry;
  }

  private static double value(CurvePoint score, Scale scale) {
    return scale == Scale.PERCENT
        ? BigDecimal.valueOf(score.value()).movePointRight(2).doubleValue()
        : score.value();
  }

  private static LocalDate date(Manifest manifest) {
    return manifest.finished().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static String notes(DepthResults results, TaskResults task, CurvePoint score) {
    StringJoiner notes = new StringJoiner(", ");
    notes.add("r=" + results.iterations() + " iterations of the recurrent core");
    results.settings().forEach((name, value) -> notes.add(name.replace('_', ' ') + " " + value));
    task.facts().fewshot().ifPresent(count -> notes.add(count + "-shot"));
    notes.add(score.score().key().replace(",", " with "));
    // A part of the benchmark must not pass for all of it.
    results
        .manifest()
        .configuration()
        .limit()
        .ifPresent(limit -> notes.add("only the first " + score.n() + " documents"));
    return notes.toString();
  }

  private EvalResults() {}
}
