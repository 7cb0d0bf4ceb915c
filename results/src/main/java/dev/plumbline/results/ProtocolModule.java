package dev.plumbline.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.protocol.SweepPoint.Contrasted;
import dev.plumbline.protocol.SweepPoint.Expected;
import dev.plumbline.protocol.SweepPoint.Fixed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The protocol's words in JSON: scores as keys, what documents contribute to scores that are no
 * means, points of a sweep as numbers of iterations or labels.
 */
final class ProtocolModule extends SimpleModule {
  private static final long serialVersionUID = 1;
  private static final String AGGREGATION = "aggregation";
  private static final String VALUES = "values";
  private static final String FUNCTION = "function";
  private static final String ITEM = "item";

  ProtocolModule() {
    addKeySerializer(Score.class, new ScoreWriter());
    addKeyDeserializer(Score.class, new ScoreReader());
    addSerializer(Part.class, new PartWriter());
    addDeserializer(Part.class, new PartReader());
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

  private static final class PartWriter extends JsonSerializer<Part> {
    @Override
    public void serialize(Part part, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeObject(part.match(PartWriter::numbers, PartWriter::item));
    }

    private static Map<String, Object> numbers(Part.Numbers part) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(AGGREGATION, part.aggregation().label());
      fields.put(VALUES, part.values());
      return fields;
    }

    private static Map<String, Object> item(Part.Item part) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(FUNCTION, part.function());
      fields.put(ITEM, part.item());
      return fields;
    }
  }

  private static final class PartReader extends JsonDeserializer<Part> {
    @Override
    public Part deserialize(JsonParser json, DeserializationContext context) throws IOException {
      JsonNode part = context.readTree(json);
      if (part.path(FUNCTION).isTextual() && part.path(ITEM).isTextual()) {
        return new Part.Item(part.get(FUNCTION).textValue(), part.get(ITEM).textValue());
      }
      String label = part.path(AGGREGATION).asText();
      Aggregation aggregation =
          Aggregation.named(label)
              .orElseThrow(() -> new PlumblineException("unknown aggregation '" + label + "'"));
      List<Double> values = new ArrayList<>();
      for (JsonNode value : part.path(VALUES)) {
        if (!value.isNumber()) {
          throw new PlumblineException("a part of '" + label + "' holds " + value);
        }
        values.add(value.doubleValue());
      }
      return new Part.Numbers(aggregation, values);
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
