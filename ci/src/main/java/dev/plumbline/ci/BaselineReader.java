package dev.plumbline.ci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a baseline that anybody may have written. */
final class BaselineReader {
  private static final long MAX_BYTES = 64_000_000;
  private static final String REMEDY =
      "; restore the file, or write it anew with plumbline baseline";

  // One object each, however many there are.
  private static final Double WRONG = 0.0;
  private static final Double RIGHT = 1.0;
  private static final Double NONE = Double.NaN;

  private final Path file;
  private int number;

  BaselineReader(Path file) {
    this.file = file;
  }

  Baseline read() {
    try {
      if (!Files.isRegularFile(file)) {
        throw new PlumblineException(file + ": no such file; write it with plumbline baseline");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new PlumblineException(file + ": larger than " + MAX_BYTES + " bytes, no baseline");
      }
      try (BufferedReader in = Files.newBufferedReader(file)) {
        return baseline(in);
      }
    } catch (JsonProcessingException e) {
      throw number == 1 ? notABaseline() : wrong("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new PlumblineException(
          file + ": cannot be read as a baseline: " + PlumblineException.reason(e));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Baseline baseline(BufferedReader in) throws IOException {
    JsonNode header = next(in);
    JsonNode format = header.path(BaselineFormat.KEY);
    if (!format.isInt()) {
      throw notABaseline();
    }
    if (format.intValue() != BaselineFormat.VERSION) {
      throw new PlumblineException(
          "%s: written by a newer Plumbline (format %d, this one reads %d); update Plumbline, or"
                  .formatted(file, format.intValue(), BaselineFormat.VERSION)
              + " write the baseline anew");
    }
    Map<String, TaskScores> tasks = new LinkedHashMap<>();
    for (JsonNode line = next(in); line != null; line = next(in)) {
      TaskScores task = task(line, in);
      if (tasks.put(task.name(), task) != null) {
        throw wrong("task " + task.name() + " stands here twice");
      }
    }
    return new Baseline(
        text(header, "bundle"),
        text(header, "bundle_sha256"),
        texts(header, "settings"),
        List.copyOf(tasks.values()));
  }

  /** The next line as an object; null at the end. */
  private JsonNode next(BufferedReader in) throws IOException {
    String line = in.readLine();
    number++;
    if (line == null && number > 1) {
      return null;
    }
    JsonNode node = BaselineFormat.JSON.readTree(line == null ? "" : line);
    if (!node.isObject()) {
      throw number == 1 ? notABaseline() : wrong("must be a JSON object");
    }
    return node;
  }

  private TaskScores task(JsonNode line, BufferedReader in) throws IOException {
    String name = text(line, "task");
    List<SweepPoint> points = new ArrayList<>();
    for (JsonNode r : line.path("iterations")) {
      points.add(point(r.asText()));
    }
    int count = whole(line.path("documents"), "documents");
    Map<SweepPoint, Double> flops = costs(line, "flops_per_token");
    Map<SweepPoint, Double> seconds = costs(line, "seconds_per_token");
    List<DocumentScores> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode document = next(in);
      if (document == null) {
        throw wrong("ends after %d of %d documents of %s".formatted(i, count, name));
      }
      documents.add(document(document));
    }
    return new TaskScores(
        name,
        text(line, "version"),
        texts(line, "data"),
        text(line, "asked"),
        points,
        flops,
        seconds,
        documents);
  }

  private DocumentScores document(JsonNode line) {
    Map<Score, List<Double>> scores = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (!field.getKey().equals("doc")) {
        scores.put(Score.parse(field.getKey()), scores(field.getKey(), field.getValue()));
      }
    }
    return new DocumentScores(whole(line.path("doc"), "doc"), scores);
  }

  private List<Double> scores(String metric, JsonNode node) {
    List<Double> scores = new ArrayList<>();
    if (node.isTextual()) {
      for (char digit : node.textValue().toCharArray()) {
        scores.add(
            switch (digit) {
              case '0' -> WRONG;
              case '1' -> RIGHT;
              case '-' -> NONE;
              default -> throw wrong("'" + metric + "' must be of the digits 0, 1 and -");
            });
      }
      return scores;
    }
    if (!node.isArray()) {
      throw wrong("'" + metric + "' must be digits or a list of numbers");
    }
    for (JsonNode value : node) {
      scores.add(value.isNull() ? Double.NaN : finite(value, metric));
    }
    return scores;
  }

  private Map<SweepPoint, Double> costs(JsonNode line, String key) {
    Map<SweepPoint, Double> costs = new TreeMap<>();
    for (Map.Entry<String, JsonNode> cost : object(line, key).properties()) {
      costs.put(point(cost.getKey()), finite(cost.getValue(), key));
    }
    return costs;
  }

  private Map<String, String> texts(JsonNode line, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode object = object(line, key);
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      texts.put(name, text(object, name));
    }
    return texts;
  }

  private JsonNode object(JsonNode line, String key) {
    JsonNode node = line.path(key);
    if (!node.isMissingNode() && !node.isObject()) {
      throw wrong("'" + key + "' must be an object");
    }
    return node;
  }

  private String text(JsonNode line, String key) {
    if (!line.path(key).isTextual()) {
      throw wrong("'" + key + "' must be a text");
    }
    return line.path(key).textValue();
  }

  private SweepPoint point(String label) {
    try {
      return SweepPoint.parse(label);
    } catch (PlumblineException e) {
      throw wrong(e.getMessage());
    }
  }

  private int whole(JsonNode node, String key) {
    if (!node.isInt() || node.intValue() < 0) {
      throw wrong("'" + key + "' must be a whole number of 0 or more");
    }
    return node.intValue();
  }

  private double finite(JsonNode node, String key) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw wrong("'" + key + "' must hold finite numbers");
    }
    return node.doubleValue();
  }

  private PlumblineException notABaseline() {
    return new PlumblineException(
        file + ": not a baseline; write one with plumbline baseline RUN --out FILE");
  }

  private PlumblineException wrong(String message) {
    return new PlumblineException(file + ":" + number + ": damaged baseline: " + message + REMEDY);
  }
}
