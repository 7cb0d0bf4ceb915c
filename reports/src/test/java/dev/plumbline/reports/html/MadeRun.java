package dev.plumbline.reports.html;

import dev.plumbline.results.Answer;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome;
import dev.plumbline.results.SampleOutcome.Scored;
import dev.plumbline.results.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A run put together by a test. */
final class MadeRun {
  private final String model;
  private final List<Integer> depths;
  private final List<DocumentLine> documents = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  MadeRun(String model, Integer... depths) {
    this.model = model;
    this.depths = List.of(depths);
  }

  List<Integer> depths() {
    return depths;
  }

  MadeRun ask(String task, int id, String context, DocumentLine.Request request, String target) {
    documents.add(new DocumentLine(task, id, context, request, target));
    return this;
  }

  MadeRun answer(String task, int id, int r, SampleOutcome outcome) {
    samples.add(new Sample(task, id, r, outcome));
    return this;
  }

  MadeRun scored(String task, int id, int r, String metric, double value, Answer answer) {
    return answer(task, id, r, new Scored(Map.of(metric, value), answer, "target"));
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
            depths,
            new Manifest.Bundle(model, "ab".repeat(32)),
            new LinkedHashSet<>(tasks.keySet())
                .stream()
                    .map(
                        task ->
                            new Manifest.Task(
                                task, "1.0", Map.of("test.jsonl", "cd".repeat(32)), 1, 0))
                    .toList(),
            new Manifest.Versions("0.1.0", "1.29.0", "17.0.15+6", "Linux 6.1", "EPYC, 2 cores"),
            Map.of("limit", 2, "init", "zero"));
    List<Usage> usage = new ArrayList<>();
    tasks.keySet().forEach(t -> depths.forEach(r -> usage.add(new Usage(t, r, 1e6 * r, 1000, r))));
    try (RunWriter writer = RunWriter.create(folder, false)) {
      samples.forEach(writer::append);
      return writer.finish(manifest, documents, usage);
    }
  }
}
