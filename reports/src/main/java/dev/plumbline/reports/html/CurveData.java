package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.statistics.Saturation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The curves of one run for the page. */
final class CurveData {
  private record Series(String task, String metric, String filter) {
    String key() {
      return filter.isEmpty() ? metric : metric + "," + filter;
    }
  }

  private final int run;
  private final Map<Series, List<CurvePoint>> curves = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Double>> seconds;
  private final List<MetricStatistics> statistics;

  CurveData(int run, Run folder, List<MetricStatistics> statistics) {
    this.statistics = statistics;
    this.run = run;
    this.seconds = folder.seconds();
    for (CurvePoint p : folder.curves()) {
      curves
          .computeIfAbsent(new Series(p.task(), p.metric(), p.filter()), s -> new ArrayList<>())
          .add(p);
    }
  }

  /** Objects {@code {run, task, metric, filter, saturation, points}} into an array that is open. */
  void write(JsonGenerator json) throws IOException {
    for (Map.Entry<Series, List<CurvePoint>> entry : curves.entrySet()) {
      Series series = entry.getKey();
      json.writeStartObject();
      json.writeNumberField("run", run);
      json.writeStringField("task", series.task());
      json.writeStringField("metric", series.metric());
      json.writeStringField("filter", series.filter());
      Optional<Saturation> saturation =
          statistics.stream()
              .filter(s -> s.task().equals(series.task()) && s.key().equals(series.key()))
              .flatMap(s -> s.saturation().stream())
              .findFirst();
      if (saturation.isPresent()) {
        write(json, saturation.get());
      }
      json.writeArrayFieldStart("points");
      for (CurvePoint point : entry.getValue()) {
        writePoint(json, point);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Saturation saturation) throws IOException {
    json.writeObjectFieldStart("saturation");
    json.writeNumberField("r", saturation.iterations());
    json.writeNumberField("low", saturation.low());
    json.writeNumberField("high", saturation.high());
    json.writeNumberField("margin", saturation.margin());
    json.writeNumberField("n", saturation.n());
    json.writeEndObject();
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
