package dev.plumbline.results;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Curves as CSV: one row a point, absent numbers as empty cells, doubles as their shortest decimal
 * without an exponent, lines ended by {@code \n}.
 */
public final class CurvesCsv {
  /** The columns of {@code curves.csv}. */
  public static final List<String> HEADER =
      List.of(
          "task",
          "metric",
          "filter",
          "iterations",
          "n",
          "value",
          "stderr",
          "ci_low",
          "ci_high",
          "flops_per_token",
          "tokens");

  /** The dialect, without a header. */
  public static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /** The cells of a point under {@link #HEADER}. */
  public static List<String> row(CurvePoint point) {
    return List.of(
        point.task(),
        point.metric(),
        point.filter(),
        Integer.toString(point.iterations()),
        Integer.toString(point.n()),
        decimal(point.value()),
        cell(point.stderr()),
        cell(point.ciLow()),
        cell(point.ciHigh()),
        cell(point.flopsPerToken()),
        point.tokens().isPresent() ? Long.toString(point.tokens().getAsLong()) : "");
  }

  static void write(List<CurvePoint> curves, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, FORMAT);
    printer.printRecord(HEADER);
    for (CurvePoint point : curves) {
      printer.printRecord(row(point));
    }
  }

  static List<CurvePoint> read(Path file) {
    List<CurvePoint> points = new ArrayList<>();
    CsvRows.read(file, HEADER, row -> points.add(point(row)));
    return List.copyOf(points);
  }

  private static CurvePoint point(CSVRecord row) {
    String tokens = row.get("tokens");
    return new CurvePoint(
        row.get("task"),
        row.get("metric"),
        row.get("filter"),
        Integer.parseInt(row.get("iterations")),
        Integer.parseInt(row.get("n")),
        Double.parseDouble(row.get("value")),
        optional(row.get("stderr")),
        optional(row.get("ci_low")),
        optional(row.get("ci_high")),
        optional(row.get("flops_per_token")),
        tokens.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(tokens)));
  }

  private static OptionalDouble optional(String cell) {
    if (cell.isEmpty()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(cell);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("a number must be finite, got " + cell);
    }
    return OptionalDouble.of(number);
  }

  /** A number's cell: empty where it is absent. */
  public static String cell(OptionalDouble number) {
    return number.isPresent() ? decimal(number.getAsDouble()) : "";
  }

  /** The shortest decimal of a double, without an exponent. */
  public static String decimal(double number) {
    // Jackson's writer is shortest on every JDK; before JDK 19 Double.toString was not.
    String shortest = NumberOutput.toString(number, true);
    return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
  }

  private CurvesCsv() {}
}
