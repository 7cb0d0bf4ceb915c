package dev.plumbline.exchange.table;

import blue.strategic.parquet.Dehydrator;
import blue.strategic.parquet.ParquetWriter;
import com.fasterxml.jackson.core.io.NumberOutput;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Csv;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Writes the samples of runs as one table: a row per run, task, document, r and metric. Long rather
 * than wide, because tasks have different metrics: every question is a {@code where} and a {@code
 * group by}, and a new metric is no new column.
 */
public final class SampleTable {
  /** What a file may be. */
  public enum Format {
    PARQUET,
    CSV
  }

  /** Puts a row somewhere. */
  private interface Sink {
    void write(SampleRow row) throws IOException;
  }

  /**
   * Writes a file, replacing one that is there when all is written.
   *
   * @return how many rows
   * @throws PlumblineException if a run is broken, or the file cannot be written
   */
  public static long write(List<Run> runs, Path file, Format format) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try {
        Files.deleteIfExists(temporary);
        long rows = format == Format.CSV ? csv(runs, temporary) : parquet(runs, temporary);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        return rows;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new PlumblineException(
          file + ": cannot be written: " + PlumblineException.reason(e), e);
    }
  }

  private static long csv(List<Run> runs, Path file) throws IOException {
    // Not Files.newBufferedWriter: it refuses a lone surrogate, which model output may contain.
    try (CSVPrinter out =
        new CSVPrinter(
            new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8),
            Csv.FORMAT)) {
      out.printRecord(Column.ALL.stream().map(Column::name).toList());
      return each(
          runs,
          row -> {
            List<Object> cells = new ArrayList<>();
            for (Column column : Column.ALL) {
              Object cell = column.cell().apply(row);
              cells.add(cell instanceof Double d ? NumberOutput.toString(d, true) : cell);
            }
            out.printRecord(cells);
          });
    }
  }

  private static long parquet(List<Run> runs, Path file) throws IOException {
    Dehydrator<SampleRow> cells =
        (row, out) -> {
          for (Column column : Column.ALL) {
            Object cell = column.cell().apply(row);
            if (cell != null) {
              out.write(column.name(), cell);
            }
          }
        };
    try (ParquetWriter<SampleRow> out = ParquetWriter.writeFile(schema(), file.toFile(), cells)) {
      return each(runs, out::write);
    }
  }

  private static long each(List<Run> runs, Sink sink) {
    long[] rows = new long[1];
    for (Run run : runs) {
      SampleRow.read(
          run,
          row -> {
            try {
              sink.write(row);
              rows[0]++;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return rows[0];
  }

  private static MessageType schema() {
    return new MessageType("samples", Column.ALL.stream().map(column -> type(column)).toList());
  }

  private static Type type(Column column) {
    return switch (column.type()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case JSON ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.jsonType())
              .named(column.name());
      case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(column.name());
      case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
    };
  }

  private SampleTable() {}
}
