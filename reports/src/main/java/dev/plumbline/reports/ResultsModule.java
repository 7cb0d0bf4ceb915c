package dev.plumbline.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.Flip;
import dev.plumbline.results.exits.ExitCalibration;
import dev.plumbline.results.exits.ExitStatistics;
import dev.plumbline.results.exits.StepHistogram;
import dev.plumbline.results.exits.TokenKind;
import dev.plumbline.results.paths.LatentMeasure;
import dev.plumbline.results.paths.PathPoint;
import dev.plumbline.results.policy.DepthPolicy;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.Saturation;
import dev.plumbline.results.statistics.SweepStatistics;
import java.io.IOException;
import java.util.Optional;

/**
 * Curves, statistics and comparisons as JSON for scripts: task, metric, filter and r stand beside
 * the numbers, and what is absent is {@code null}. Needs Jackson's module for {@link Optional}.
 */
public final class ResultsModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  public ResultsModule() {
    addSerializer(SweepPoint.class, new PointWriter());
    addSerializer(CurvePoint.class, new CurvePointWriter());
    addSerializer(Flip.class, new FlipWriter());
    addKeySerializer(TokenKind.class, new KindWriter());
    setMixInAnnotation(ExitStatistics.class, FlatCurve.class);
    setMixInAnnotation(StepHistogram.class, NamedPoint.class);
    setMixInAnnotation(ExitCalibration.class, NamedPoint.class);
    setMixInAnnotation(CurveId.class, FlatScore.class);
    setMixInAnnotation(SweepStatistics.class, FlatCurve.class);
    setMixInAnnotation(DepthPolicy.class, FlatCurve.class);
    setMixInAnnotation(Comparison.Row.class, FlatPoint.class);
    setMixInAnnotation(BesideReference.Pair.class, FlatCurve.class);
    setMixInAnnotation(BesideReference.Row.class, NamedPoint.class);
    setMixInAnnotation(PathPoint.class, FlatPoint.class);
    setMixInAnnotation(LatentMeasure.class, Keyed.class);
    setMixInAnnotation(Saturation.class, NamedPoint.class);
    setMixInAnnotation(Envelope.Stratum.class, NamedOptionalPoint.class);
  }

  interface FlatScore {
    @JsonUnwrapped
    Score score();
  }

  interface FlatCurve {
    @JsonUnwrapped
    CurveId curve();
  }

  interface NamedPoint {
    @JsonProperty("iterations")
    SweepPoint point();
  }

  interface Keyed {
    @JsonValue
    String key();
  }

  interface FlatPoint extends FlatCurve, NamedPoint {}

  interface NamedOptionalPoint {
    @JsonProperty("iterations")
    Optional<SweepPoint> point();
  }

  private static final class PointWriter extends JsonSerializer<SweepPoint> {
    @Override
    public void serialize(SweepPoint point, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeObject(
          point.match(Fixed::iterations, Expected::label, Adaptive::label, Contrasted::label));
    }
  }

  private static final class KindWriter extends JsonSerializer<TokenKind> {
    @Override
    public void serialize(TokenKind kind, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(kind.word());
    }
  }

  private static final class CurvePointWriter extends JsonSerializer<CurvePoint> {
    @Override
    public void serialize(CurvePoint point, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      writeCurve(point.task(), point.score(), point.point(), json, provider);
      json.writeNumberField("n", point.n());
      json.writeNumberField("value", point.value());
      provider.defaultSerializeField("stderr", point.stderr(), json);
      provider.defaultSerializeField("ciLow", point.interval().map(Interval::low), json);
      provider.defaultSerializeField("ciHigh", point.interval().map(Interval::high), json);
      provider.defaultSerializeField("flopsPerToken", point.flopsPerToken(), json);
      provider.defaultSerializeField("tokens", point.tokens(), json);
      json.writeEndObject();
    }
  }

  private static final class FlipWriter extends JsonSerializer<Flip> {
    @Override
    public void serialize(Flip flip, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      writeCurve(flip.id().document().task(), flip.score(), flip.id().point(), json, provider);
      json.writeNumberField("docId", flip.id().document().number());
      json.writeNumberField("before", flip.before());
      json.writeNumberField("after", flip.after());
      json.writeStringField("context", flip.asked().context());
      json.writeStringField("target", flip.asked().target());
      provider.defaultSerializeField("replyBefore", flip.replyBefore(), json);
      provider.defaultSerializeField("replyAfter", flip.replyAfter(), json);
      json.writeEndObject();
    }
  }

  private static void writeCurve(
      String task, Score score, SweepPoint point, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeStringField("task", task);
    json.writeStringField("metric", score.metric());
    json.writeStringField("filter", score.filter());
    provider.defaultSerializeField("iterations", point, json);
  }
}
