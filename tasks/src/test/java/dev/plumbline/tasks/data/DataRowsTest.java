package dev.plumbline.tasks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.tasks.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows are those that Hugging Face datasets reads, recorded by {@code data_rows.py}. */
class DataRowsTest {
  @TempDir private Path folder;

  static List<JsonNode> files() {
    return StreamSupport.stream(Golden.json("data-rows.json").spliterator(), false).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void rowsAreThoseOfDatasets(JsonNode recorded) throws IOException {
    Path file = folder.resolve(recorded.get("name").asText());
    Files.writeString(file, recorded.get("text").asText());
    List<Object> expected = new ArrayList<>();
    recorded.get("rows").forEach(row -> expected.add(plain(row)));
    assertThat(RowFile.read(file)).as(file.toString()).isEqualTo(expected);
  }

  private static Object plain(JsonNode node) {
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.has("float")) {
      return Double.valueOf(
          node.get("float").asText().replace("inf", "Infinity").replace("nan", "NaN"));
    }
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
      return map;
    }
    return node.isIntegralNumber() ? (Object) node.asLong() : Golden.value(node);
  }

  @Test
  void whatDatasetsRefusesIsRefused() throws IOException {
    Path big = Files.writeString(folder.resolve("a.csv"), "a\n123456789012345678901234567890\n");
    assertThatThrownBy(() -> RowFile.read(big))
        .isInstanceOf(IOException.class)
        .hasMessage(
            big + ": column a holds 123456789012345678901234567890, a number beyond 64 bits");
    Path twice = Files.writeString(folder.resolve("a.jsonl"), "{\"a\": 1, \"a\": 2}\n");
    assertThatThrownBy(() -> RowFile.read(twice)).hasMessageContaining("Duplicate field 'a'");
  }
}
