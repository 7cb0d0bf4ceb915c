package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.Interval;
import dev.plumbline.results.trace.TraceStatistics;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;

/** What states have to do with answers, as rows of {@link StatisticsCsv}. */
record TraceRows(CSVPrinter csv) {
  void write(TraceStatistics statistics) throws IOException {
    for (TraceStatistics.Answers row : statistics.answers()) {
      String name = row.predictor().key();
      if (row.right().isPresent()) {
        write(row, name + "_right", row.rightDocuments(), row.right().getAsDouble());
      }
      if (row.wrong().isPresent()) {
        write(row, name + "_wrong", row.wrongDocuments(), row.wrong().getAsDouble());
      }
      if (row.separation().isPresent()) {
        var separation = row.separation().get();
        csv.printRecord(
            row.curve().task(),
            row.curve().score().metric(),
            row.curve().score().filter(),
            name + "_area",
            row.iterations(),
            separation.positives() + separation.negatives(),
            Csv.decimal(separation.area()),
            Csv.decimal(separation.interval().low()),
            Csv.decimal(separation.interval().high()),
            Csv.decimal(separation.p()),
            Csv.cell(row.holm()));
      }
    }
    for (TraceStatistics.Tokens row : statistics.tokens()) {
      write(row, "settled_at", row.settled(), row.settledInterval());
      if (row.said().isPresent()) {
        write(row, "said_at", row.said().getAsDouble(), row.saidInterval());
      }
    }
  }

  private void write(TraceStatistics.Answers row, String statistic, int n, double value)
      throws IOException {
    csv.printRecord(
        row.curve().task(),
        row.curve().score().metric(),
        row.curve().score().filter(),
        statistic,
        row.iterations(),
        n,
        Csv.decimal(value),
        "",
        "",
        "",
        "");
  }

  private void write(
      TraceStatistics.Tokens row, String statistic, double value, Optional<Interval> interval)
      throws IOException {
    csv.printRecord(
        row.task(),
        "",
        "",
        row.kind().word() + "_" + statistic,
        "",
        row.documents(),
        Csv.decimal(value),
        interval.map(i -> Csv.decimal(i.low())).orElse(""),
        interval.map(i -> Csv.decimal(i.high())).orElse(""),
        "",
        "");
  }
}
