package dev.plumbline.results;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a run's CSV files, which anybody may have written. */
final class CsvRows {
  private static final CSVFormat FORMAT =
      CurvesCsv.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  /**
   * Hands on each row below the header.
   *
   * @param row throws an {@link IllegalArgumentException} for a row that is not valid
   * @throws PlumblineException naming the file, and the line of such a row
   */
  static void read(Path file, List<String> header, Consumer<CSVRecord> row) {
    try (Reader in = Files.newBufferedReader(file);
        CSVParser rows = FORMAT.parse(in)) {
      if (!rows.getHeaderNames().equals(header)) {
        throw new PlumblineException(
            file + ":1: header is " + rows.getHeaderNames() + "; expected " + header);
      }
      for (CSVRecord cells : rows) {
        try {
          row.accept(cells);
        } catch (IllegalArgumentException e) {
          throw new PlumblineException(
              file + ":" + rows.getCurrentLineNumber() + ": " + e.getMessage(), e);
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new PlumblineException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private CsvRows() {}
}
