package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import dev.plumbline.results.TaskPoint;
import dev.plumbline.results.statistics.Saturation;
import dev.plumbline.results.statistics.Step;
import dev.plumbline.results.statistics.SweepStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The curves of one run for the page, at the points that read the last iteration. */
final class CurveData {
  private final int run;
  private final Map<CurveId, List<CurvePoint>> curves;
  private final Map<TaskPoint, Double> seconds;
  private final List<SweepStatistics> statistics;
  private final Optional<ModelFacts> model;

  /** Whether other points of the run are told by their mean iterations. */
  private final boolean measured;

  CurveData(int run, Run folder, List<SweepStatistics> statistics) {
    this.statistics = statistics;
    this.run = run;
    this.model = folder.manifest().bundle().model();
    this.measured = !folder.compute().isEmpty();
    this.seconds = folder.seconds();
    this.curves =
        CurvePoint.byCurve(
            folder.curves().stream().filter(p -> p.point().variant().isEmpty()).toList());
  }

  /**
   * Objects {@code {run, task, metric, filter, saturation, gains, trained, points}} into an array
   * that is open.
   */
  void write(JsonGenerator json) throws IOException {
    for (Map.Entry<CurveId, List<CurvePoint>> entry : curves.entrySet()) {
      CurveId curve = entry.getKey();
      json.writeStartObject();
      json.writeNumberField("run", run);
      json.writeStringField("task", curve.task());
      json.writeStringField("metric", curve.score().metric());
      json.writeStringField("filter", curve.score().filter());
      for (SweepStatistics known : statistics) {
        if (known.curve().equals(curve)) {
          if (known.saturation().isPresent()) {
            write(json, known.saturation().get());
          }
          writeGains(json, known.steps());
        }
      }
      if (model.isPresent()) {
        writeTrainedDepth(json, model.get());
      }
      json.writeArrayFieldStart("points");
      for (CurvePoint point : entry.getValue()) {
        writePoint(json, point);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeTrainedDepth(JsonGenerator json, ModelFacts model) throws IOException {
    OptionalInt r = model.trainedMean().isPresent() ? model.trainedMean() : model.trainedMost();
    if (r.isPresent()) {
      json.writeObjectFieldStart("trained");
      json.writeNumberField("r", r.getAsInt());
      json.writeBooleanField("mean", model.trainedMean().isPresent());
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Saturation saturation) throws IOException {
    json.writeObjectFieldStart("saturation");
    json.writeNumberField("r", iterations(saturation.point()));
    json.writeNumberField("low", iterations(saturation.low()));
    json.writeNumberField("high", iterations(saturation.high()));
    json.writeNumberField("margin", saturation.margin());
    json.writeNumberField("n", saturation.n());
    json.writeEndObject();
  }

  /** From each r to the next: what a doubling gains, and the p value that Holm corrected. */
  private static void writeGains(JsonGenerator json, List<Step> steps) throws IOException {
    json.writeArrayFieldStart("gains");
    for (Step step : steps) {
      json.writeStartObject();
      json.writeNumberField("from", iterations(step.from()));
      json.writeNumberField("to", iterations(step.to()));
      json.writeNumberField("value", step.gainPerDoubling());
      if (step.gainInterval().isPresent()) {
        json.writeNumberField("low", step.gainInterval().get().low());
        json.writeNumberField("high", step.gainInterval().get().high());
      }
      json.writeNumberField("p", step.holm());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What is absent has no key. */
  private void writePoint(JsonGenerator json, CurvePoint point) throws IOException {
    json.writeStartObject();
    json.writeNumberField("r", iterations(point.point()));
    json.writeNumberField("n", point.n());
    json.writeNumberField("value", point.value());
    write(json, "stderr", point.stderr());
    if (point.interval().isPresent()) {
      json.writeNumberField("low", point.interval().get().low());
      json.writeNumberField("high", point.interval().get().high());
    }
    if (measured) {
      json.writeNumberField("steps", iterations(point.point()));
    }
    write(json, "flops", point.flopsPerToken());
    if (model.isPresent()) {
      json.writeNumberField("parameters", model.get().parameters());
      json.writeNumberField("cache", model.get().cacheBytes(iterations(point.point())));
    }
    if (point.tokens().isPresent()) {
      json.writeNumberField("tokens", point.tokens().getAsLong());
    }
    Double time = seconds.get(new TaskPoint(point.task(), point.point()));
    if (time != null) {
      json.writeNumberField("seconds", time);
    }
    json.writeEndObject();
  }

  private static int iterations(SweepPoint point) {
    return point.match(
        Fixed::iterations, Expected::iterations, Adaptive::iterations, Contrasted::iterations);
  }

  private static void write(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }
}
