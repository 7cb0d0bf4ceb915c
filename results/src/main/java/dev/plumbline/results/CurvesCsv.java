package dev.plumbline.results;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Curves as {@link Csv}, one row a point. */
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

  /** The cells of a point under {@link #HEADER}. */
  public static List<String> row(CurvePoint point) {
    return List.of(
        point.task(),
        point.score().metric(),
        point.score().filter(),
        point.point().label(),
        Integer.toString(point.n()),
        Csv.decimal(point.value()),
        Csv.cell(point.stderr()),
        point.interval().map(interval -> Csv.decimal(interval.low())).orElse(""),
        point.interval().map(interval -> Csv.decimal(interval.high())).orElse(""),
        Csv.cell(point.flopsPerToken()),
        point.tokens().isPresent() ? Long.toString(point.tokens().getAsLong()) : "");
  }

  static void write(List<CurvePoint> curves, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, Csv.FORMAT);
    printer.printRecord(HEADER);
    for (CurvePoint point : curves) {
      printer.printRecord(row(point));
    }
  }

  static List<CurvePoint> read(Path file) {
    List<CurvePoint> points = new ArrayList<>();
    Csv.read(file, HEADER, row -> points.add(point(row)));
    return List.copyOf(points);
  }

  private static CurvePoint point(CSVRecord row) {
    String tokens = row.get("tokens");
    return new CurvePoint(
        new CurveId(row.get("task"), new Score(row.get("metric"), row.get("filter"))),
        SweepPoint.parse(row.get("iterations")),
        Integer.parseInt(row.get("n")),
        Double.parseDouble(row.get("value")),
        optional(row.get("stderr")),
        interval(optional(row.get("ci_low")), optional(row.get("ci_high"))),
        optional(row.get("flops_per_token")),
        tokens.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(tokens)));
  }

  private static Optional<Interval> interval(OptionalDouble low, OptionalDouble high) {
    if (low.isPresent() != high.isPresent()) {
      throw new IllegalArgumentException("an interval has two ends");
    }
    return low.isPresent()
        ? Optional.of(new Interval(low.getAsDouble(), high.getAsDouble()))
        : Optional.empty();
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

  private CurvesCsv() {}
}
