package dev.plumbline.tasks.code;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON in ASCII, a line for a value, as Python's module {@code json} reads and writes it. */
final class PythonJson {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(1 << 20)
                          .build())
                  .build())
          // Python's own words for what JSON has none for.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          // A lone surrogate is no UTF-8.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private PythonJson() {}

  static String written(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new PlumblineException(
          "a value cannot be given to Python: " + e.getOriginalMessage(), e);
    }
  }

  static Object read(String line) {
    try {
      return widened(JSON.readValue(line, Object.class));
    } catch (JsonProcessingException e) {
      throw new PlumblineException(
          "Python gave a value that is not understood: " + e.getOriginalMessage(), e);
    }
  }

  /** Whole numbers as data files have them: Long, and BigInteger beyond. */
  private static Object widened(Object value) {
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(widened(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put(String.valueOf(key), widened(item)));
      return entries;
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }
}
