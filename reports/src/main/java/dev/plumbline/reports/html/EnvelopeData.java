package dev.plumbline.reports.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.Share;
import dev.plumbline.results.statistics.SweepStatistics;
import java.io.IOException;
import java.util.Optional;

/** What documents say together over all depths, for the page. */
final class EnvelopeData {

  /**
   * A field named by the metric, {@code {depths, n, oracle, overthinking, meanDepth, strata}}, if
   * it is right or wrong; what is absent has no key.
   */
  static void write(JsonGenerator json, SweepStatistics metric) throws IOException {
    Optional<Envelope> found = metric.envelope();
    if (found.isEmpty()) {
      return;
    }
    Envelope envelope = found.get();
    json.writeObjectFieldStart(metric.curve().score().key());
    json.writeObjectField(
        "depths",
        envelope.strata().stream()
            .flatMap(stratum -> stratum.point().stream())
            .map(EnvelopeData::iterations)
            .toList());
    json.writeNumberField("n", envelope.n());
    write(json, "oracle", envelope.oracle());
    write(json, "overthinking", envelope.overthinking());
    if (envelope.meanOracleDepth().isPresent()) {
      json.writeNumberField("meanDepth", envelope.meanOracleDepth().getAsDouble());
    }
    json.writeArrayFieldStart("strata");
    for (Envelope.Stratum stratum : envelope.strata()) {
      json.writeStartObject();
      if (stratum.point().isPresent()) {
        json.writeNumberField("r", iterations(stratum.point().get()));
      }
      json.writeNumberField("documents", stratum.documents());
      json.writeObjectField("values", stratum.values());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Share share) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", share.count());
    json.writeNumberField("value", share.value());
    json.writeNumberField("low", share.interval().low());
    json.writeNumberField("high", share.interval().high());
    json.writeEndObject();
  }

  private static int iterations(SweepPoint point) {
    return point.match(
        Fixed::iterations, Expected::iterations, Adaptive::iterations, Contrasted::iterations);
  }

  private EnvelopeData() {}
}
