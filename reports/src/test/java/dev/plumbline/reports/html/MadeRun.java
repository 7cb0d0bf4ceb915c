package dev.plumbline.reports.html;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A run put together by a test. */
final class MadeRun {
  private final String model;
  private final List<Integer> depths;
  private final List<SweepPoint> expected = new ArrayList<>();
  private final List<Question> documents = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  private final Map<String, Object> settings =
      new LinkedHashMap<>(Map.of("limit", 2, "init", "zero"));

  private Optional<ModelFacts> facts = Optional.empty();

  MadeRun(String model, Integer... depths) {
    this.model = model;
    this.depths = List.of(depths);
  }

  List<Integer> depths() {
    return depths;
  }

  MadeRun of(ModelFacts model) {
    facts = Optional.of(model);
    return this;
  }

  MadeRun setting(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  MadeRun generate(String task, int id, String context, List<String> until, String target) {
    DocumentId document = new DocumentId(task, id);
    documents.add(
        new Question(new GenerateUntil(document, context, until, Optional.empty(), ""), target));
    return this;
  }

  MadeRun choose(String task, int id, String context, List<String> choices, String target) {
    DocumentId document = new DocumentId(task, id);
    documents.add(new Question(new Loglikelihoods(document, context, choices), target));
    return this;
  }

  MadeRun answer(String task, int id, int r, Outcome outcome) {
    samples.add(new Sample(SampleId.of(task, id, r), outcome));
    return this;
  }

  MadeRun scored(String task, int id, int r, String metric, double value, Response answer) {
    return answer(task, id, r, new Scored(Map.of(Score.parse(metric), value), answer, "target"));
  }

  /** A sample that an exit gate weighs. */
  MadeRun expected(String task, int id, int r, String metric, double value, Response answer) {
    SweepPoint point = SweepPoint.expected(r);
    expected.add(point);
    samples.add(
        new Sample(
            new SampleId(new DocumentId(task, id), point),
            new Scored(Map.of(Score.parse(metric), value), answer, "target")));
    return this;
  }

  Run write(Path folder) {
    Map<String, Integer> tasks = new LinkedHashMap<>();
    samples.forEach(sample -> tasks.merge(sample.task(), 1, Integer::sum));
    Instant now = Instant.parse("2026-11-24T03:39:03Z");
    Manifest manifest =
        new Manifest(
            "plumbline sweep --model " + model + " --out run",
            now,
            now.plusSeconds(60),
            1234,
            new Sweep(
                    Stream.concat(depths.stream().map(SweepPoint::fixed), expected.stream())
                        .toList())
                .points(),
            new Manifest.Bundle(model, Optional.of("ab".repeat(32)), facts),
            new LinkedHashSet<>(tasks.keySet())
                .stream()
                    .map(
                        task ->
                            new Manifest.Task(
                                task, "1.0", Map.of("test.jsonl", "cd".repeat(32)), 1, 0))
                    .toList(),
            new Manifest.Versions("0.1.0", "1.29.0", "17.0.15+6", "Linux 6.1", "EPYC, 2 cores"),
            new Configuration(settings));
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    for (String task : tasks.keySet()) {
      for (int r : depths) {
        costs.put(new TaskPoint(task, SweepPoint.fixed(r)), new Cost(1e6 * r, 1000, r));
      }
    }
    try (RunWriter writer = RunWriter.create(folder, false)) {
      samples.forEach(writer::append);
      return writer.finish(manifest, documents, costs);
    }
  }
}
