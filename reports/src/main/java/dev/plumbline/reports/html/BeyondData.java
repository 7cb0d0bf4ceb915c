package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.results.Interval;
import dev.plumbline.results.Run;
import dev.plumbline.results.exits.AgainstFixed;
import dev.plumbline.results.exits.ExitCalibration;
import dev.plumbline.results.exits.ExitStatistics;
import dev.plumbline.results.exits.Exits;
import dev.plumbline.results.exits.OracleExit;
import dev.plumbline.results.exits.Reliability;
import dev.plumbline.results.exits.StepHistogram;
import dev.plumbline.results.exits.TokenKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** The points of runs that are of no fixed r, for the page. What is absent has no key. */
record BeyondData(List<Exits> byRun) {

  /** Of runs, in their order. */
  static BeyondData of(List<Run> runs) {
    return new BeyondData(runs.stream().map(Exits::of).toList());
  }

  /** Arrays {@code beyond}, {@code steps} and {@code calibration} into an object that is open. */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("beyond");
    for (int run = 0; run < byRun.size(); run++) {
      for (ExitStatistics curve : byRun.get(run).curves()) {
        write(json, run, curve);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("steps");
    for (int run = 0; run < byRun.size(); run++) {
      for (StepHistogram histogram : byRun.get(run).steps()) {
        write(json, run, histogram);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("calibration");
    for (int run = 0; run < byRun.size(); run++) {
      for (ExitCalibration calibration : byRun.get(run).calibration()) {
        write(json, run, calibration);
      }
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, int run, ExitStatistics statistics)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("run", run);
    json.writeStringField("task", statistics.curve().task());
    json.writeStringField("metric", statistics.curve().score().metric());
    json.writeStringField("filter", statistics.curve().score().filter());
    if (statistics.deepest().isPresent()) {
      json.writeNumberField("deepest", statistics.deepest().get().iterations());
    }
    if (statistics.oracle().isPresent()) {
      OracleExit oracle = statistics.oracle().get();
      json.writeObjectFieldStart("oracle");
      json.writeNumberField("value", oracle.accuracy().value());
      json.writeNumberField("steps", oracle.meanIterations());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("points");
    for (ExitStatistics.Row row : statistics.rows()) {
      write(json, row);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ExitStatistics.Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("label", row.curve().point().label());
    json.writeStringField("variant", row.curve().point().variant());
    json.writeNumberField("n", row.curve().n());
    json.writeNumberField("value", row.curve().value());
    write(json, row.curve().interval());
    write(json, "steps", row.meanIterations());
    write(json, "readouts", row.meanReadouts());
    if (row.kvBytesPerToken().isPresent()) {
      json.writeNumberField("cache", row.kvBytesPerToken().getAsLong());
    }
    write(json, "flops", row.curve().flopsPerToken());
    write(json, "lessDeepest", row.againstDepth());
    write(json, "lessAtSteps", row.atEqualIterations());
    write(json, "lessAtFlops", row.atEqualFlops());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<AgainstFixed> against)
      throws IOException {
    if (against.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("value", against.get().difference().difference());
      write(json, against.get().difference().interval());
      json.writeNumberField("p", against.get().holm());
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Optional<Interval> interval) throws IOException {
    if (interval.isPresent()) {
      json.writeNumberField("low", interval.get().low());
      json.writeNumberField("high", interval.get().high());
    }
  }

  private static void write(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }

  private static void write(JsonGenerator json, int run, StepHistogram histogram)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("run", run);
    json.writeStringField("task", histogram.task());
    json.writeStringField("label", histogram.point().label());
    json.writeNumberField("r", histogram.point().iterations());
    json.writeNumberField("mean", StepHistogram.mean(histogram.all()));
    json.writeArrayFieldStart("kinds");
    for (Map.Entry<TokenKind, SortedMap<Integer, Long>> kind : histogram.tokens().entrySet()) {
      json.writeStartObject();
      json.writeStringField("kind", kind.getKey().word());
      json.writeNumberField("tokens", StepHistogram.count(kind.getValue()));
      json.writeNumberField("mean", StepHistogram.mean(kind.getValue()));
      json.writeArrayFieldStart("steps");
      for (Map.Entry<Integer, Long> steps : kind.getValue().entrySet()) {
        json.writeStartArray();
        json.writeNumber(steps.getKey());
        json.writeNumber(steps.getValue());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, int run, ExitCalibration calibration)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("run", run);
    json.writeStringField("task", calibration.task());
    json.writeStringField("label", calibration.point().label());
    json.writeNumberField("decisions", calibration.decisions());
    json.writeNumberField("documents", calibration.documents());
    json.writeNumberField("enough", calibration.enough());
    if (calibration.claimed().isPresent()) {
      write(json, "claimed", calibration.claimed().get());
    }
    if (calibration.learned().isPresent()) {
      write(json, "learned", calibration.learned().get());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Reliability reliability)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("brier", reliability.brier());
    json.writeNumberField("brierOfShare", reliability.brierOfShare());
    json.writeNumberField("error", reliability.expectedCalibrationError());
    json.writeArrayFieldStart("bins");
    for (Reliability.Bin bin : reliability.bins()) {
      json.writeStartArray();
      json.writeNumber(bin.predicted());
      json.writeNumber(bin.observed());
      json.writeNumber(bin.n());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
