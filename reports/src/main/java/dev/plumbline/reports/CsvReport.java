package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.CurvesCsv;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVPrinter;

/** The curves of one or more runs as one CSV: the columns of {@code curves.csv} after the run. */
public final class CsvReport {

  /** The run is named by its label, else by its folder, as it was given. */
  public static String render(List<Run> runs) {
    return render(runs, List.of());
  }

  /**
   * With published curves below, which have {@code published: NAME (KIND)} for a run and a value
   * alone.
   */
  public static String render(List<Run> runs, List<BesideReference> beside) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter printer = new CSVPrinter(out, Csv.FORMAT);
      printer.printRecord(Stream.concat(Stream.of("run"), CurvesCsv.HEADER.stream()));
      for (Run run : runs) {
        String name = run.label().orElse(run.folder().toString());
        for (CurvePoint point : run.curves()) {
          Stream<String> row = CurvesCsv.row(point).stream();
          printer.printRecord(Stream.concat(Stream.of(name), row));
        }
      }
      for (PublishedLine line : PublishedLine.of(beside)) {
        for (Map.Entry<Integer, Double> point : line.fractions().entrySet()) {
          printer.printRecord(row(line, point));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static Stream<String> row(PublishedLine line, Map.Entry<Integer, Double> point) {
    Stream<String> known =
        Stream.of(
            line.label(),
            line.id().task(),
            line.id().score().metric(),
            line.id().score().filter(),
            point.getKey().toString(),
            "",
            Csv.decimal(point.getValue()));
    return Stream.concat(known, Stream.generate(() -> ""))
        .limit(1 + (long) CurvesCsv.HEADER.size());
  }

  private CsvReport() {}
}
