package dev.plumbline.tasks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFileTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void jsonLinesKeepTypesAndSkipBlankLines() throws IOException {
    Path file =
        write(
            "a.jsonl",
            "{\"s\": \"é\\u2019\", \"n\": 1, \"f\": 1.0, \"t\": true, \"z\": null}\n\n"
                + "{\"l\": [1, {\"k\": \"v\"}]}");
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("s", "é’");
    first.put("n", 1L);
    first.put("f", 1.0);
    first.put("t", true);
    first.put("z", null);
    first.put("l", null);
    Map<String, Object> second = new LinkedHashMap<>();
    first.keySet().forEach(column -> second.put(column, null));
    second.put("l", List.of(1L, Map.of("k", "v")));
    assertThat(RowFile.read(file)).containsExactly(first, second);
  }

  @Test
  void jsonArrayOfRowsIsRead() throws IOException {
    assertThat(RowFile.read(write("a.json", "[{\"a\": 1},\n {\"a\": 2}]")))
        .containsExactly(Map.of("a", 1L), Map.of("a", 2L));
  }

  @Test
  void badJsonIsNamedWithItsLine() throws IOException {
    Path file = write("a.jsonl", "{\"a\": 1}\n{\"a\": }\n");
    assertThatThrownBy(() -> RowFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ":2: malformed JSON (row 2): Unexpected character ('}'");
    Path cut = write("b.jsonl", "{\"a\": 1}\n{\"a\": \"x");
    assertThatThrownBy(() -> RowFile.read(cut))
        .hasMessageStartingWith(cut + ":2: malformed JSON (row 2): Unexpected end-of-input");
    Path list = write("c.jsonl", "{\"a\": 1}\n[1]\n");
    assertThatThrownBy(() -> RowFile.read(list))
        .hasMessageStartingWith(list + ":2: malformed JSON");
  }

  @Test
  void gzippedFilesAreRead() throws IOException {
    Path file = folder.resolve("a.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(RowFile.read(file)).containsExactly(Map.of("a", 1L));
    Path plain = write("b.jsonl.gz", "{\"a\": 1}\n");
    assertThatThrownBy(() -> RowFile.read(plain))
        .hasMessageStartingWith(plain + ": ")
        .hasMessageEndingWith("is it a gzip file?");
  }

  @Test
  void malformedTextIsRefused() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.write(file, new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
    assertThatThrownBy(() -> RowFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": not UTF-8 text; convert it");
  }

  @Test
  void csvColumnsGetTheirTypes() throws IOException {
    Path file =
        write(
            "a.csv",
            "text,whole,number,truth,mixed\n\"a, \"\"b\"\"\nc\",1,1,true,1\n,-20,2.5,False,x\n");
    Map<String, Object> second = new LinkedHashMap<>();
    second.put("text", null);
    second.put("whole", -20L);
    second.put("number", 2.5);
    second.put("truth", false);
    second.put("mixed", "x");
    assertThat(RowFile.read(file))
        .containsExactly(
            Map.of("text", "a, \"b\"\nc", "whole", 1L, "number", 1.0, "truth", true, "mixed", "1"),
            second);
  }

  @Test
  void csvRowOfAnotherLengthIsNamedWithItsLine() throws IOException {
    Path file = write("a.csv", "a,b\n1,2\n1,2,3\n");
    assertThatThrownBy(() -> RowFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ":3: row 2 has 3 cells, there are names for 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "none"})
  void parquetIsReadNestedAndCompressed(String codec) throws IOException, URISyntaxException {
    Path file = parquet(codec);
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("ind", 4L);
    first.put("ctx", "Zürich 東京 😀");
    first.put("endings", Arrays.asList("a", "b", null));
    first.put("choices", Map.of("text", List.of("one", "it's"), "label", List.of("A", "B")));
    first.put("score", 0.5);
    first.put("ok", true);
    first.put("turns", List.of(Map.of("role", "user", "n", 1L), Map.of("role", "bot", "n", 2L)));
    first.put("grid", List.of(List.of(1L, 2L), List.of()));
    List<Map<String, Object>> rows = RowFile.read(file);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).isEqualTo(first);
    assertThat(rows.get(1))
        .containsEntry("ind", 1L << 40)
        .containsEntry("endings", List.of())
        .containsEntry("choices", Map.of("text", List.of(), "label", List.of()))
        .containsEntry("score", null);
    assertThat(rows.get(2)).containsEntry("ctx", null).containsEntry("turns", null);
  }

  private static Path parquet(String codec) throws URISyntaxException {
    return Path.of(RowFileTest.class.getResource("rows-" + codec + ".parquet").toURI());
  }

  @Test
  void parquetCompressedOtherwiseIsRefused() throws URISyntaxException {
    Path file = parquet("gzip");
    assertThatThrownBy(() -> RowFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + ": row 1: cannot read Parquet: its compression GZIP is not supported; write it with"
                + " one of [UNCOMPRESSED, SNAPPY, ZSTD]");
  }

  @Test
  void brokenParquetIsNamed() throws IOException {
    Path file = write("a.parquet", "PAR1 and nothing else");
    assertThatThrownBy(() -> RowFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": row 1: cannot read Parquet: ");
  }

  @Test
  void unknownEndingIsRefused() throws IOException {
    Path file = write("a.txt", "x");
    assertThatThrownBy(() -> RowFile.read(file))
        .hasMessageStartingWith(file + ": unknown kind of data file; its name must end in one of");
  }
}
