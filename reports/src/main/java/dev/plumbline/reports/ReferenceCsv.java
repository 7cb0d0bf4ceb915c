package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.published.BesideReference.Pair;
import dev.plumbline.results.published.BesideReference.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;

/** Runs beside published curves as CSV, a row per curve and r; absent numbers are empty cells. */
public final class ReferenceCsv {

  public static String render(List<BesideReference> all) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter csv = new CSVPrinter(out, Csv.FORMAT);
      csv.printRecord(
          "run",
          "reference",
          "kind",
          "source",
          "task",
          "metric",
          "filter",
          "benchmark",
          "iterations",
          "n",
          "measured",
          "ci_low",
          "ci_high",
          "published",
          "difference",
          "settings_differ",
          "settings_unknown");
      for (BesideReference beside : all) {
        for (Pair pair : beside.pairs()) {
          for (Row row : pair.rows()) {
            print(csv, beside, pair, row);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void print(CSVPrinter csv, BesideReference beside, Pair pair, Row row)
      throws IOException {
    csv.printRecord(
        beside.run(),
        beside.reference().name(),
        beside.reference().source().kind(),
        beside.reference().source(),
        pair.curve().task(),
        pair.curve().score().metric(),
        pair.curve().score().filter(),
        pair.published().benchmark(),
        row.point().label(),
        row.measured().map(p -> Integer.toString(p.n())).orElse(""),
        row.measured().map(p -> Csv.decimal(p.value())).orElse(""),
        row.measured().flatMap(CurvePoint::interval).map(i -> Csv.decimal(i.low())).orElse(""),
        row.measured().flatMap(CurvePoint::interval).map(i -> Csv.decimal(i.high())).orElse(""),
        Csv.cell(row.published()),
        Csv.cell(row.difference()),
        ReferenceReport.differing(pair).orElse(""),
        ReferenceReport.unknown(pair).orElse(""));
  }

  private ReferenceCsv() {}
}
