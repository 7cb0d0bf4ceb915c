package dev.plumbline.tasks.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * CSV with a header line. As in the peer's reader, a column whose cells are all whole numbers, all
 * numbers or all truth values is read as such, and an empty cell is null.
 */
final class CsvRows {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

  /** Possessive: a long row of digits is read once, not once from each of its places. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]++\\.?+[0-9]*+|\\.[0-9]++)([eE][+-]?[0-9]++)?");

  private static final Pattern TRUTH = Pattern.compile("[Tt]rue|[Ff]alse|TRUE|FALSE");

  private CsvRows() {}

  static List<Map<String, Object>> read(Reader reader, String name) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    long line = 1;
    try (CSVParser parser = FORMAT.parse(reader)) {
      List<String> columns = parser.getHeaderNames();
      if (columns.stream().distinct().count() < columns.size()) {
        throw new IOException(name + ":1: two columns have the same name: " + columns);
      }
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber();
        if (record.size() != columns.size()) {
          throw new IOException(
              name
                  + ":"
                  + line
                  + ": row "
                  + (rows.size() + 1)
                  + " has "
                  + record.size()
                  + " cells, the header has "
                  + columns.size());
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          row.put(columns.get(i), record.get(i).isEmpty() ? null : record.get(i));
        }
        rows.add(row);
      }
      columns.forEach(column -> convert(rows, column));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException(name + ":" + (line + 1) + ": malformed CSV: " + e.getMessage(), e);
    }
    return rows;
  }

  private static void convert(List<Map<String, Object>> rows, String column) {
    if (all(rows, column, WHOLE)) {
      replace(rows, column, Long::valueOf);
    } else if (all(rows, column, NUMBER)) {
      replace(rows, column, Double::valueOf);
    } else if (all(rows, column, TRUTH)) {
      replace(rows, column, Boolean::valueOf);
    }
  }

  private static boolean all(List<Map<String, Object>> rows, String column, Pattern pattern) {
    return rows.stream()
        .map(row -> (String) row.get(column))
        .allMatch(cell -> cell == null || pattern.matcher(cell).matches());
  }

  private static void replace(
      List<Map<String, Object>> rows, String column, Function<String, Object> conversion) {
    for (Map<String, Object> row : rows) {
      row.computeIfPresent(column, (name, cell) -> conversion.apply((String) cell));
    }
  }
}
