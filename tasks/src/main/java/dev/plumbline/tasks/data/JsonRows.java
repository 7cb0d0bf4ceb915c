package dev.plumbline.tasks.data;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON objects one after the other (JSON lines), or one JSON array of objects. */
final class JsonRows {
  private static final ObjectReader ROWS =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(new TypeReference<Map<String, Object>>() {});

  private JsonRows() {}

  static List<Map<String, Object>> read(Reader reader, String name) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (MappingIterator<Map<String, Object>> values = ROWS.readValues(reader)) {
      while (values.hasNextValue()) {
        rows.add(values.nextValue());
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new IOException(
          name
              + ":"
              + (at == null ? rows.size() + 1 : at.getLineNr())
              + ": malformed JSON (row "
              + (rows.size() + 1)
              + "): "
              + e.getOriginalMessage().lines().findFirst().orElse("unexpected end"),
          e);
    }
    return JsonTable.of(rows);
  }
}
