package dev.plumbline.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
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
          file
              + ": the baseline cannot be written ("
              + PlumblineException.reason(e)
              + "); choose another --out");
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
          json.writeNumberField(BaselineFormat.KEY, BaselineFormat.VERSION);
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
            json.writeObjectField(
                "iterations",
                task.points().stream()
                    .map(
                        p ->
                            p.<Object>match(
                                Fixed::iterations,
                                Expected::label,
                                Adaptive::label,
                                Contrasted::label))
                    .toList());
            costs(json, "flops_per_token", task.flopsPerToken());
            costs(json, "seconds_per_token", task.secondsPerToken());
          });
      for (DocumentScores document : task.documents()) {
        line(
            out,
            json -> {
              json.writeNumberField("doc", document.docId());
              for (Map.Entry<Score, List<Double>> score : document.scores().entrySet()) {
                json.writeFieldName(score.getKey().key());
                scores(json, score.getValue());
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
    try (JsonGenerator json = BaselineFormat.JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    }
    out.write(text + "\n");
  }

  private static void costs(JsonGenerator json, String key, Map<SweepPoint, Double> byPoint)
      throws IOException {
    if (byPoint.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(key);
    for (Map.Entry<SweepPoint, Double> cost : byPoint.entrySet()) {
      json.writeFieldName(cost.getKey().label());
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

  private BaselineFile() {}
}
