package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Response.Attempt;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
import dev.plumbline.results.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run answered to one task: outcomes and metrics of all documents and depths, for filters
 * and maps, and apart from them the answers themselves.
 */
final class AnsweredTask {
  private static final char SCORED = 's';
  private static final char UNPARSED = 'u';
  private static final char FAILED = 'f';

  /** No sample of this document at this depth. */
  private static final char MISSING = '-';

  /** Log-likelihoods have so many decimals in the page. */
  private static final double ROUNDING = 1000;

  private final List<SweepPoint> sweep;
  private final Texts texts;
  private final Chunks chunks;
  private final List<Integer> ids = new ArrayList<>();
  private final StringBuilder outcomes = new StringBuilder();
  private final Map<Score, MetricValues> metrics = new LinkedHashMap<>();

  AnsweredTask(List<SweepPoint> sweep, Texts texts, DataBlocks blocks) {
    this.sweep = sweep;
    this.texts = texts;
    this.chunks = new Chunks(blocks);
  }

  /**
   * Adds a document.
   *
   * @param byPoint its samples, at some points of the sweep
   */
  void add(int docId, Map<SweepPoint, Sample> byPoint) {
    for (int i = 0; i < sweep.size(); i++) {
      Sample sample = byPoint.get(sweep.get(i));
      outcomes.append(sample == null ? MISSING : letter(sample));
      if (sample != null) {
        int place = ids.size() * sweep.size() + i;
        sample
            .outcome()
            .metrics()
            .forEach(
                (score, value) ->
                    metrics.computeIfAbsent(score, k -> new MetricValues()).set(place, value));
      }
    }
    ids.add(docId);
    chunks.add(json -> writeAnswers(json, byPoint));
  }

  private static char letter(Sample sample) {
    return sample.outcome().match(scored -> SCORED, unparsed -> UNPARSED, failed -> FAILED);
  }

  private void writeAnswers(JsonGenerator json, Map<SweepPoint, Sample> byPoint)
      throws IOException {
    json.writeStartArray();
    for (SweepPoint point : sweep) {
      Sample sample = byPoint.get(point);
      if (sample == null) {
        json.writeNull();
      } else {
        json.writeStartObject();
        fields(sample.outcome()).write(json);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private JsonText.Content fields(Outcome outcome) {
    return outcome.match(
        scored -> fields(scored.given()),
        unparsed -> fields(unparsed.given()),
        failed -> json -> json.writeStringField("error", texts.fit(failed.error())));
  }

  private JsonText.Content fields(Response response) {
    return response.match(
        choice -> json -> writeLoglikelihoods(json, choice.loglikelihoods()),
        generation -> json -> writeGeneration(json, generation.text(), generation.filtered()),
        programs -> json -> writeAttempts(json, programs.attempts()));
  }

  private static void writeLoglikelihoods(JsonGenerator json, List<Float> values)
      throws IOException {
    json.writeArrayFieldStart("loglikelihoods");
    for (float value : values) {
      json.writeNumber(Math.round(value * ROUNDING) / ROUNDING);
    }
    json.writeEndArray();
  }

  private void writeAttempts(JsonGenerator json, List<Attempt> attempts) throws IOException {
    json.writeArrayFieldStart("attempts");
    for (Attempt attempt : attempts) {
      json.writeStartObject();
      writeGeneration(json, attempt.generation(), attempt.filtered());
      json.writeBooleanField("passed", attempt.passed());
      json.writeStringField("verdict", texts.fit(attempt.verdict()));
      json.writeStringField("flags", texts.fit(String.join(", ", attempt.flags())));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeGeneration(JsonGenerator json, String text, Map<String, String> filtered)
      throws IOException {
    json.writeStringField("text", texts.fit(text));
    json.writeObjectFieldStart("filtered");
    for (Map.Entry<String, String> entry : filtered.entrySet()) {
      json.writeStringField(entry.getKey(), texts.fit(entry.getValue()));
    }
    json.writeEndObject();
  }

  /** The fields {@code ids, depths, outcomes, metrics, chunks} of an object that is open. */
  void writeFields(JsonGenerator json) throws IOException {
    writeNumbers(json, "ids", ids);
    json.writeObjectField(
        "depths",
        sweep.stream()
            .map(
                p ->
                    p.<Object>match(
                        Fixed::iterations, Expected::label, Adaptive::label, Contrasted::label))
            .toList());
    json.writeStringField("outcomes", outcomes.toString());
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<Score, MetricValues> entry : metrics.entrySet()) {
      json.writeFieldName(entry.getKey().key());
      entry.getValue().write(json, ids.size() * sweep.size());
    }
    json.writeEndObject();
    json.writeFieldName("chunks");
    chunks.writeIndex(json);
  }

  private static void writeNumbers(JsonGenerator json, String name, List<Integer> numbers)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }
}
