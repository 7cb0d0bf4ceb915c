package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.CurvesCsv;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVPrinter;

/** The curves of one or more runs as one CSV: the columns of {@code curves.csv} after the run. */
public final class CsvReport {

  /** The run is named by its folder, as it was given. */
  public static String render(List<Run> runs) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter printer = new CSVPrinter(out, Csv.FORMAT);
      printer.printRecord(Stream.concat(Stream.of("run"), CurvesCsv.HEADER.stream()));
      for (Run run : runs) {
        for (CurvePoint point : run.curves()) {
          Stream<String> row = CurvesCsv.row(point).stream();
          printer.printRecord(Stream.concat(Stream.of(run.folder().toString()), row));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private CsvReport() {}
}
