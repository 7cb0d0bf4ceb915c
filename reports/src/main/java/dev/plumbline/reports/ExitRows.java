package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.Interval;
import dev.plumbline.results.exits.AgainstFixed;
import dev.plumbline.results.exits.ExitCalibration;
import dev.plumbline.results.exits.ExitStatistics;
import dev.plumbline.results.exits.Exits;
import dev.plumbline.results.exits.OracleExit;
import dev.plumbline.results.exits.Reliability;
import dev.plumbline.results.exits.StepHistogram;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows of {@link StatisticsCsv} on points of no fixed r. What is of a task and no metric has no
 * metric.
 */
record ExitRows(CSVPrinter csv) {
  void write(Exits exits) throws IOException {
    for (ExitStatistics statistics : exits.curves()) {
      write(statistics);
    }
    for (StepHistogram histogram : exits.steps()) {
      write(histogram);
    }
    for (ExitCalibration calibration : exits.calibration()) {
      write(calibration);
    }
  }

  private void write(ExitStatistics statistics) throws IOException {
    List<String> curve =
        List.of(
            statistics.curve().task(),
            statistics.curve().score().metric(),
            statistics.curve().score().filter());
    for (ExitStatistics.Row row : statistics.rows()) {
      String r = row.curve().point().label();
      long n = row.curve().n();
      if (!row.curve().point().variant().isEmpty()) {
        row(curve, "value", r, n, row.curve().value(), row.curve().interval());
      }
      if (row.meanIterations().isPresent()) {
        row(curve, "mean_iterations", r, n, row.meanIterations().getAsDouble());
      }
      if (row.meanReadouts().isPresent()) {
        row(curve, "mean_readouts", r, n, row.meanReadouts().getAsDouble());
      }
      if (row.kvBytesPerToken().isPresent()) {
        row(curve, "kv_bytes_per_token", r, n, (double) row.kvBytesPerToken().getAsLong());
      }
      against(curve, "against_deepest", r, row.againstDepth());
      against(curve, "at_equal_iterations", r, row.atEqualIterations());
      against(curve, "at_equal_flops", r, row.atEqualFlops());
    }
    if (statistics.oracle().isPresent()) {
      OracleExit oracle = statistics.oracle().get();
      int n = oracle.accuracy().n();
      Optional<Interval> interval = Optional.of(oracle.accuracy().interval());
      row(curve, "oracle_exit", "", n, oracle.accuracy().value(), interval);
      row(curve, "oracle_exit_mean_iterations", "", n, oracle.meanIterations());
    }
  }

  private void against(
      List<String> curve, String statistic, String r, Optional<AgainstFixed> against)
      throws IOException {
    if (against.isPresent()) {
      var difference = against.get().difference();
      csv.printRecord(
          curve.get(0),
          curve.get(1),
          curve.get(2),
          statistic,
          r,
          difference.n(),
          Csv.decimal(difference.difference()),
          difference.interval().map(i -> Csv.decimal(i.low())).orElse(""),
          difference.interval().map(i -> Csv.decimal(i.high())).orElse(""),
          Csv.decimal(difference.pValue()),
          Csv.decimal(against.get().holm()));
    }
  }

  private void write(StepHistogram histogram) throws IOException {
    List<String> task = List.of(histogram.task(), "", "");
    for (var kind : histogram.tokens().entrySet()) {
      long n = StepHistogram.count(kind.getValue());
      for (var steps : kind.getValue().entrySet()) {
        String statistic = "tokens_%s_at_%d".formatted(kind.getKey().word(), steps.getKey());
        row(task, statistic, histogram.point().label(), n, (double) steps.getValue());
      }
    }
  }

  private void write(ExitCalibration calibration) throws IOException {
    List<String> task = List.of(calibration.task(), "", "");
    String r = calibration.point().label();
    row(task, "exit_enough", r, calibration.decisions(), calibration.enough());
    if (calibration.claimed().isPresent()) {
      write(task, r, "claimed", calibration.claimed().get());
    }
    if (calibration.learned().isPresent()) {
      write(task, r, "learned", calibration.learned().get());
    }
  }

  private void write(List<String> task, String r, String by, Reliability reliability)
      throws IOException {
    long n = reliability.bins().stream().mapToLong(Reliability.Bin::n).sum();
    row(task, "exit_brier_" + by, r, n, reliability.brier());
    row(task, "exit_calibration_error_" + by, r, n, reliability.expectedCalibrationError());
    for (Reliability.Bin bin : reliability.bins()) {
      String statistic = "exit_observed_%s_at_%s".formatted(by, Csv.decimal(bin.predicted()));
      row(task, statistic, r, bin.n(), bin.observed());
    }
  }

  private void row(List<String> of, String statistic, String r, long n, double value)
      throws IOException {
    row(of, statistic, r, n, value, Optional.empty());
  }

  private void row(
      List<String> of,
      String statistic,
      String r,
      long n,
      double value,
      Optional<Interval> interval)
      throws IOException {
    csv.printRecord(
        of.get(0),
        of.get(1),
        of.get(2),
        statistic,
        r,
        n,
        Csv.decimal(value),
        interval.map(i -> Csv.decimal(i.low())).orElse(""),
        interval.map(i -> Csv.decimal(i.high())).orElse(""),
        "",
        "");
  }
}
