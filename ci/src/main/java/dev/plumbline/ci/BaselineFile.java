package dev.plumbline.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.WholeFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A baseline as JSON lines, made to be committed: a line on where it comes from; per task a line on
 * what makes it comparable, then a line per document, so that a difference of two versions shows
 * the documents that flipped. Scores of 0 and 1 are a digit for each r, {@code -} where there is
 * none; others a list of numbers. The same run gives the same bytes.
 */
public final class BaselineFile {
  /** The version of the format; a reader refuses a later one. */
  static final int FORMAT = 1;

  static final String FORMAT_KEY = "plumbline_baseline";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  /**
   * Writes the whole file or nothing; one that was there before stays if anything fails.
   *
   * @throws PlumblineException if it cannot be written
   */
  public static void write(Baseline baseline, Path file) {
    try {
      WholeFile.write(file, out -> lines(baseline, out));
    } catch (IOException e) {
      throw new PlumblineException(
          file + ": the baseline cannot be written (" + e + "); choose another --out");
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws PlumblineException naming file and line, if it is no such file or damaged
   */
  public static Baseline read(Path file) {
    return new BaselineReader(file).read();
  }

  private static void lines(Baseline baseline, Writer out) throws IOException {
    line(
        out,
        json -> {
          json.writeNumberField(FORMAT_KEY, FORMAT);
          json.writeStringField("bundle", baseline.bundle());
          json.writeStringField("bundle_sha256", baseline.bundleSha256());
          json.writeObjectField("settings", baseline.settings());
        });
    for (TaskScores task : baseline.tasks()) {
      line(
          out,
          json -> {
            json.writeStringField("task", task.name());
            json.writeStringField("version", task.version());
            json.writeObjectField("data", task.data());
            json.writeStringField("asked", task.asked());
            json.writeNumberField("documents", task.documents().size());
            json.writeObjectField("iterations", task.iterations());
            costs(json, "flops_per_token", task.flopsPerToken());
            costs(json, "seconds_per_token", task.secondsPerToken());
          });
      for (DocumentScores document : task.documents()) {
        line(
            out,
            json -> {
              json.writeNumberField("doc", document.docId());
              for (Map.Entry<String, List<Double>> metric : document.scores().entrySet()) {
                json.writeFieldName(metric.getKey());
                scores(json, metric.getValue());
              }
            });
      }
    }
  }

  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static void line(Writer out, Fields fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    }
    out.write(text + "\n");
  }

  private static void costs(JsonGenerator json, String key, Map<Integer, Double> byDepth)
      throws IOException {
    if (byDepth.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(key);
    for (Map.Entry<Integer, Double> cost : byDepth.entrySet()) {
      json.writeFieldName(cost.getKey().toString());
      number(json, cost.getValue());
    }
    json.writeEndObject();
  }

  private static void scores(JsonGenerator json, List<Double> values) throws IOException {
    if (values.stream().allMatch(v -> v.isNaN() || v == 0 || v == 1)) {
      StringBuilder digits = new StringBuilder();
      values.forEach(v -> digits.append(v.isNaN() ? "-" : v == 0 ? "0" : "1"));
      json.writeString(digits.toString());
      return;
    }
    json.writeStartArray();
    for (double value : values) {
      if (Double.isNaN(value)) {
        json.writeNull();
      } else {
        number(json, value);
      }
    }
    json.writeEndArray();
  }

  /** From the shortest decimal, which is that of the rounding: 0.1, not 0.1000000000000000055. */
  private static void number(JsonGenerator json, double value) throws IOException {
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    json.writeNumber(decimal.scale() < 0 ? decimal.setScale(0) : decimal);
  }

  static JsonNode parse(String line) throws JsonProcessingException {
    return JSON.readTree(line);
  }

  private BaselineFile() {}
}
