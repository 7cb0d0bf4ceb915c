package dev.plumbline.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
import java.io.IOException;

/**
 * The protocol's words in JSON: scores as keys, aggregations by their names, points of a sweep as
 * numbers of iterations or labels.
 */
final class ProtocolModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  ProtocolModule() {
    addKeySerializer(Score.class, new ScoreWriter());
    addKeyDeserializer(Score.class, new ScoreReader());
    addSerializer(Aggregation.class, new AggregationWriter());
    addDeserializer(Aggregation.class, new AggregationReader());
    addSerializer(SweepPoint.class, new PointWriter());
    addDeserializer(SweepPoint.class, new PointReader());
  }

  private static final class ScoreWriter extends JsonSerializer<Score> {
    @Override
    public void serialize(Score score, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(score.key());
    }
  }

  private static final class ScoreReader extends KeyDeserializer {
    @Override
    public Score deserializeKey(String key, DeserializationContext context) {
      return Score.parse(key);
    }
  }

  private static final class AggregationWriter extends JsonSerializer<Aggregation> {
    @Override
    public void serialize(Aggregation value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.label());
    }
  }

  private static final class AggregationReader extends JsonDeserializer<Aggregation> {
    @Override
    public Aggregation deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      String label = json.getText();
      return Aggregation.named(label)
          .orElseThrow(() -> new PlumblineException("unknown aggregation '" + label + "'"));
    }
  }

  private static final class PointWriter extends JsonSerializer<SweepPoint> {
    @Override
    public void serialize(SweepPoint point, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeObject(
          point.match(Fixed::iterations, Expected::label, Adaptive::label, Contrasted::label));
    }
  }

  private static final class PointReader extends JsonDeserializer<SweepPoint> {
    @Override
    public SweepPoint deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return json.hasToken(JsonToken.VALUE_NUMBER_INT)
          ? SweepPoint.fixed(json.getIntValue())
          : SweepPoint.parse(json.getText());
    }
  }
}
