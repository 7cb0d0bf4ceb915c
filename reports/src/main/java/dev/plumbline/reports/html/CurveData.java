package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The curves of one run for the page. */
final class CurveData {
  private record Series(String task, String metric, String filter) {}

  private final int run;
  private final Map<Series, List<CurvePoint>> curves = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Double>> seconds;

  CurveData(int run, Run folder) {
    this.run = run;
    this.seconds = folder.seconds();
    for (CurvePoint p : folder.curves()) {
      curves
          .computeIfAbsent(new Series(p.task(), p.metric(), p.filter()), s -> new ArrayList<>())
          .add(p);
    }
  }

  /** Objects {@code {run, task, metric, filter, points}} into an array that is open. */
  void write(JsonGenerator json) throws IOException {
    for (Map.Entry<Series, List<CurvePoint>> entry : curves.entrySet()) {
      Series series = entry.getKey();
      json.writeStartObject();
      json.writeNumberField("run", run);
      json.writeStringField("task", series.task());
      json.writeStringField("metric", series.metric());
      json.writeStringField("filter", series.filter());
      json.writeArrayFieldStart("points");
      for (CurvePoint point : entry.getValue()) {
        writePoint(json, point);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /** What is absent has no key. */
  private void writePoint(JsonGenerator json, CurvePoint point) throws IOException {
    json.writeStartObject();
    json.writeNumberField("r", point.iterations());
    json.writeNumberField("n", point.n());
    json.writeNumberField("value", point.value());
    write(json, "stderr", point.stderr());
    write(json, "low", point.ciLow());
    write(json, "high", point.ciHigh());
    write(json, "flops", point.flopsPerToken());
    if (point.tokens().isPresent()) {
      json.writeNumberField("tokens", point.tokens().getAsLong());
    }
    Double time = seconds.getOrDefault(point.task(), Map.of()).get(point.iterations());
    if (time != null) {
      json.writeNumberField("seconds", time);
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }
}
