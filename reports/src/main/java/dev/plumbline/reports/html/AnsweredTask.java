package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.results.Answer;
import dev.plumbline.results.Answer.Attempt;
import dev.plumbline.results.Answer.Generation;
import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.Answer.Programs;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome.Failed;
import dev.plumbline.results.SampleOutcome.Unparsed;
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

  private final List<Integer> depths;
  private final Texts texts;
  private final Chunks chunks;
  private final List<Integer> ids = new ArrayList<>();
  private final StringBuilder outcomes = new StringBuilder();
  private final Map<String, MetricValues> metrics = new LinkedHashMap<>();

  AnsweredTask(List<Integer> depths, Texts texts, DataBlocks blocks) {
    this.depths = depths;
    this.texts = texts;
    this.chunks = new Chunks(blocks);
  }

  /**
   * Adds a document.
   *
   * @param byDepth its samples by r, a subset of the depths
   */
  void add(int docId, Map<Integer, Sample> byDepth) {
    for (int i = 0; i < depths.size(); i++) {
      Sample sample = byDepth.get(depths.get(i));
      outcomes.append(sample == null ? MISSING : letter(sample));
      if (sample != null) {
        int place = ids.size() * depths.size() + i;
        sample
            .outcome()
            .metrics()
            .forEach(
                (key, value) ->
                    metrics.computeIfAbsent(key, k -> new MetricValues()).set(place, value));
      }
    }
    ids.add(docId);
    chunks.add(json -> writeAnswers(json, byDepth));
  }

  private static char letter(Sample sample) {
    if (sample.outcome() instanceof Failed) {
      return FAILED;
    }
    return sample.outcome() instanceof Unparsed ? UNPARSED : SCORED;
  }

  private void writeAnswers(JsonGenerator json, Map<Integer, Sample> byDepth) throws IOException {
    json.writeStartArray();
    for (int r : depths) {
      Sample sample = byDepth.get(r);
      if (sample == null) {
        json.writeNull();
      } else if (sample.outcome() instanceof Failed failed) {
        json.writeStartObject();
        json.writeStringField("error", texts.fit(failed.error()));
        json.writeEndObject();
      } else {
        writeAnswer(json, sample.outcome().given().orElseThrow());
      }
    }
    json.writeEndArray();
  }

  private void writeAnswer(JsonGenerator json, Answer answer) throws IOException {
    json.writeStartObject();
    if (answer instanceof MultipleChoice choice) {
      json.writeArrayFieldStart("loglikelihoods");
      for (float value : choice.loglikelihoods()) {
        json.writeNumber(Math.round(value * ROUNDING) / ROUNDING);
      }
      json.writeEndArray();
    } else if (answer instanceof Generation generation) {
      writeGeneration(json, generation.text(), generation.filtered());
    } else if (answer instanceof Programs programs) {
      json.writeArrayFieldStart("attempts");
      for (Attempt attempt : programs.attempts()) {
        json.writeStartObject();
        writeGeneration(json, attempt.generation(), attempt.filtered());
        json.writeBooleanField("passed", attempt.passed());
        json.writeStringField("verdict", texts.fit(attempt.verdict()));
        json.writeStringField("flags", texts.fit(String.join(", ", attempt.flags())));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
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
    writeNumbers(json, "depths", depths);
    json.writeStringField("outcomes", outcomes.toString());
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<String, MetricValues> entry : metrics.entrySet()) {
      json.writeFieldName(entry.getKey());
      entry.getValue().write(json, ids.size() * depths.size());
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
