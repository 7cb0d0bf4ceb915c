package dev.plumbline.exchange.table;

import static org.assertj.core.api.Assertions.assertThat;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import dev.plumbline.exchange.SubmissionRun;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTableTest {
  @TempDir private Path folder;
  private Run run;
  private Path parquet;
  private Path csv;

  @BeforeEach
  void write() {
    run = SubmissionRun.write(folder.resolve("run"));
    parquet = folder.resolve("samples.parquet");
    csv = folder.resolve("samples.csv");
    // (2 documents x 2 metrics + 2 x 2 filters + 1 program) at 2 depths
    assertThat(SampleTable.write(List.of(run), parquet, SampleTable.Format.PARQUET)).isEqualTo(18);
    assertThat(SampleTable.write(List.of(run, run), csv, SampleTable.Format.CSV)).isEqualTo(36);
  }

  private List<Map<String, Object>> rows() throws IOException {
    Hydrator<Map<String, Object>, Map<String, Object>, String> hydrator =
        new Hydrator<>() {
          @Override
          public Map<String, Object> start() {
            return new LinkedHashMap<>();
          }

          @Override
          public Map<String, Object> add(Map<String, Object> row, String heading, Object value) {
            row.put(heading, value);
            return row;
          }

          @Override
          public Map<String, Object> finish(Map<String, Object> row) {
            return row;
          }
        };
    try (Stream<Map<String, Object>> rows =
        ParquetReader.streamContent(parquet.toFile(), hydrator, path -> path[0])) {
      return rows.toList();
    }
  }

  @Test
  void meansOfTheTableAreTheCurves() throws IOException {
    List<Map<String, Object>> rows = rows();
    for (CurvePoint point : run.curves()) {
      double mean =
          rows.stream()
              .filter(row -> row.get("task").equals(point.task()))
              .filter(row -> row.get("iterations").equals(point.point().iterations()))
              .filter(row -> row.get("metric").equals(point.score().metric()))
              .filter(row -> Objects.toString(row.get("filter"), "").equals(point.score().filter()))
              .mapToDouble(row -> (Double) row.get("value"))
              .average()
              .orElseThrow();
      assertThat(mean).isEqualTo(point.value());
    }
  }

  @Test
  void aRowSaysWhatWasAskedAndAnswered() throws IOException {
    Map<String, Object> row = rows().get(0);
    assertThat(row)
        .containsEntry("run", run.folder().toString())
        .containsEntry("model", "tiny-raven")
        .containsEntry("task", "mc")
        .containsEntry("doc_id", 0)
        .containsEntry("context", "A man")
        .containsEntry("target", "0")
        .containsEntry("outcome", "scored")
        .containsEntry("loglikelihoods", "[-1.5,-41.2]")
        .containsEntry("flops_per_token", 1000.0)
        .containsEntry("filter", null)
        .containsEntry("generation", null);
    assertThat(rows().get(8))
        .containsEntry("task", "gen")
        .containsEntry("filter", "strict-match")
        .containsEntry("answer", "[invalid]")
        .containsEntry("outcome", "unparsed")
        .containsEntry("flops_per_token", null);
  }

  @Test
  void csvHasTheSameCells() throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<Map<String, Object>> rows = rows();
    try (CSVParser records = format.parse(Files.newBufferedReader(csv))) {
      List<CSVRecord> read = records.getRecords();
      assertThat(read).hasSize(36);
      for (int i = 0; i < rows.size(); i++) {
        Map<String, Object> row = rows.get(i);
        CSVRecord record = read.get(i);
        row.forEach(
            (name, value) ->
                assertThat(record.get(name)).as(name).isEqualTo(Objects.toString(value, "")));
      }
    }
    assertThat(folder.resolve("samples.csv.tmp")).doesNotExist();
  }
}
