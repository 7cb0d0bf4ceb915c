package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.reports.RunNames;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.statistics.SweepStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that the page knows of the runs.
 *
 * <p>The block {@code report} is small and has what is drawn at first: {@code {runs, curves,
 * published, unmatched, beyond, steps, calibration, comparisons, asked, answered, textLength}}.
 * {@code asked} are the documents of a task, {@code answered} what a run made of them, with {@code
 * asked} as an index into the former: runs that asked the same share it. Prompts and answers are in
 * further blocks, see {@link Chunks}.
 */
final class ReportData {
  private final List<Run> runs;
  private final List<List<SweepStatistics>> statistics;
  private final PublishedData published;
  private final BeyondData beyond;
  private final ComparisonData comparisons;
  private final Texts texts;
  private final DataBlocks blocks;
  private final List<AskedDocuments> asked = new ArrayList<>();

  /** Indices into {@link #asked} by task and fingerprint. */
  private final Map<String, Integer> known = new LinkedHashMap<>();

  private record Answered(int run, String task, int asked, AnsweredTask answers) {}

  private final List<Answered> answered = new ArrayList<>();

  /**
   * Of runs.
   *
   * @param statistics for each run
   */
  ReportData(
      List<Run> runs,
      List<List<SweepStatistics>> statistics,
      PublishedData published,
      BeyondData beyond,
      ComparisonData comparisons,
      Texts texts,
      DataBlocks blocks) {
    this.runs = runs;
    this.statistics = statistics;
    this.published = published;
    this.beyond = beyond;
    this.comparisons = comparisons;
    this.texts = texts;
    this.blocks = blocks;
  }

  void write() {
    for (int i = 0; i < runs.size(); i++) {
      readSamples(i, readDocuments(runs.get(i)));
    }
    blocks.add("report", JsonText.of(this::writeReport));
  }

  /** Indices into {@link #asked} by task. */
  private Map<String, Integer> readDocuments(Run run) {
    Map<String, CommonStart> starts = new LinkedHashMap<>();
    try (Stream<Question> documents = run.documents()) {
      documents.forEach(
          d -> starts.computeIfAbsent(d.document().task(), t -> new CommonStart()).add(d));
    }
    Map<String, Integer> places = new LinkedHashMap<>();
    Map<String, AskedDocuments> unknown = new LinkedHashMap<>();
    starts.forEach(
        (task, start) -> {
          String key = task + " " + start.fingerprint();
          if (!known.containsKey(key)) {
            known.put(key, asked.size());
            asked.add(new AskedDocuments(task, start, texts, blocks));
            unknown.put(task, asked.get(asked.size() - 1));
          }
          places.put(task, known.get(key));
        });
    if (!unknown.isEmpty()) {
      try (Stream<Question> documents = run.documents()) {
        documents
            .filter(question -> unknown.containsKey(question.document().task()))
            .forEach(question -> unknown.get(question.document().task()).add(question));
      }
    }
    return places;
  }

  private void readSamples(int run, Map<String, Integer> places) {
    Map<String, Answered> byTask = new LinkedHashMap<>();
    Map<SweepPoint, Sample> byPoint = new TreeMap<>();
    Sample last = null;
    try (Stream<Sample> samples = runs.get(run).samples()) {
      for (Iterator<Sample> left = samples.iterator(); left.hasNext(); ) {
        Sample sample = left.next();
        requireKnownPoint(runs.get(run), sample);
        if (last != null && !last.document().equals(sample.document())) {
          answers(byTask, run, last.task(), places)
              .add(last.document().number(), Map.copyOf(byPoint));
          byPoint.clear();
        }
        byPoint.put(sample.point(), sample);
        last = sample;
      }
    }
    if (last != null) {
      answers(byTask, run, last.task(), places).add(last.document().number(), Map.copyOf(byPoint));
    }
    answered.addAll(byTask.values());
  }

  private AnsweredTask answers(
      Map<String, Answered> byTask, int run, String task, Map<String, Integer> places) {
    List<SweepPoint> sweep =
        runs.get(run).manifest().points().stream()
            .filter(point -> point.variant().isEmpty())
            .toList();
    return byTask
        .computeIfAbsent(
            task,
            t ->
                new Answered(
                    run, t, places.getOrDefault(t, -1), new AnsweredTask(sweep, texts, blocks)))
        .answers();
  }

  private static void requireKnownPoint(Run run, Sample sample) {
    List<SweepPoint> sweep = run.manifest().points();
    if (!sweep.contains(sample.point())) {
      throw new PlumblineException(
          "%s: %s: the manifest's sweep is %s"
              .formatted(
                  run.folder(), sample.id(), sweep.stream().map(SweepPoint::label).toList()));
    }
  }

  private void writeReport(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (texts.maxLength().isPresent()) {
      json.writeNumberField("textLength", texts.maxLength().getAsInt());
    }
    List<String> names = RunNames.of(runs);
    json.writeArrayFieldStart("runs");
    for (int i = 0; i < runs.size(); i++) {
      Provenance.write(json, names.get(i), runs.get(i));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("curves");
    for (int i = 0; i < runs.size(); i++) {
      new CurveData(i, runs.get(i), statistics.get(i)).write(json);
    }
    json.writeEndArray();
    published.write(json);
    beyond.write(json);
    comparisons.write(json);
    json.writeArrayFieldStart("asked");
    for (AskedDocuments documents : asked) {
      documents.write(json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("answered");
    for (Answered entry : answered) {
      json.writeStartObject();
      json.writeNumberField("run", entry.run());
      json.writeStringField("task", entry.task());
      json.writeNumberField("asked", entry.asked());
      entry.answers().writeFields(json);
      json.writeObjectFieldStart("envelopes");
      for (SweepStatistics metric : statistics.get(entry.run())) {
        if (metric.curve().task().equals(entry.task())) {
          EnvelopeData.write(json, metric);
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
