package dev.plumbline.tasks.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * CSV, read as pandas 3 reads it for Hugging Face datasets: blank lines are skipped, missing cells
 * at a row's end are empty, a column without a name or with another's gets one.
 */
final class CsvRows {
  private CsvRows() {}

  /**
   * Reads all rows.
   *
   * @param given the columns' names where there is no header line; otherwise empty
   */
  static List<Map<String, Object>> read(
      Reader reader, String name, char separator, List<String> given) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get();
    List<String> columns = given;
    List<List<String>> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(new ArrayList<>()));
    int rows = 0;
    long line = 1;
    try (CSVParser parser = format.parse(reader)) {
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber();
        if (isBlank(record, columns.size())) {
          continue;
        }
        if (columns.isEmpty()) {
          columns = columns(record, name);
          columns.forEach(column -> cells.add(new ArrayList<>()));
          continue;
        }
        rows++;
        if (record.size() > columns.size()) {
          throw new IOException(
              "%s:%d: row %d has %d cells, there are names for %d"
                  .formatted(name, line, rows, record.size(), columns.size()));
        }
        for (int i = 0; i < columns.size(); i++) {
          cells.get(i).add(i < record.size() ? record.get(i) : "");
        }
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException(name + ":" + (line + 1) + ": malformed CSV: " + e.getMessage(), e);
    }
    return rows(columns, cells, rows, name);
  }

  /** Lines of blanks alone; a quoted empty text of a single column is none of them. */
  private static boolean isBlank(CSVRecord record, int columns) {
    return record.size() == 1
        && record.get(0).isBlank()
        && (columns != 1 || !record.get(0).isEmpty());
  }

  private static List<String> columns(CSVRecord header, String name) throws IOException {
    List<String> columns = new ArrayList<>();
    Set<String> given = new HashSet<>(header.toList());
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i).isEmpty() ? "Unnamed: " + i : header.get(i);
      int copies = 0;
      String unique = column;
      while (columns.contains(unique)) {
        unique = column + "." + ++copies;
      }
      if (copies > 0 && given.contains(unique)) {
        throw new IOException(
            name + ":1: two columns have the same name: " + column + "; rename one");
      }
      columns.add(unique);
    }
    return columns;
  }

  private static List<Map<String, Object>> rows(
      List<String> columns, List<List<String>> cells, int count, String name) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(new LinkedHashMap<>());
    }
    for (int i = 0; i < columns.size(); i++) {
      List<Object> values = CsvColumn.values(cells.get(i), name + ": column " + columns.get(i));
      for (int row = 0; row < count; row++) {
        rows.get(row).put(columns.get(i), values.get(row));
      }
    }
    return rows;
  }
}
