package dev.plumbline.reports;

import dev.plumbline.results.CurvesCsv;
import dev.plumbline.results.Interval;
import dev.plumbline.results.policy.DepthPolicy;
import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.PairedDifference;
import dev.plumbline.results.statistics.Share;
import dev.plumbline.results.statistics.Step;
import dev.plumbline.results.statistics.SweepStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVPrinter;

/** The statistics of a sweep as CSV: a row per figure, an absent figure no row or an empty cell. */
public final class StatisticsCsv {
  private static final List<String> HEADER =
      List.of(
          "task",
          "metric",
          "filter",
          "statistic",
          "iterations",
          "n",
          "value",
          "ci_low",
          "ci_high",
          "p_value",
          "p_holm");

  private final CSVPrinter csv;
  private final String task;
  private final String metric;
  private final String filter;

  private StatisticsCsv(CSVPrinter csv, String task, String metric, String filter) {
    this.csv = csv;
    this.task = task;
    this.metric = metric;
    this.filter = filter;
  }

  /** Renders the sweep's figures, then those of the policies. */
  public static String render(List<SweepStatistics> all, List<DepthPolicy> policies) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter csv = new CSVPrinter(out, CurvesCsv.FORMAT);
      csv.printRecord(HEADER);
      for (SweepStatistics s : all) {
        new StatisticsCsv(csv, s.task(), s.metric(), s.filter()).write(s);
      }
      for (DepthPolicy p : policies) {
        new StatisticsCsv(csv, p.task(), p.metric(), p.filter()).write(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void write(SweepStatistics statistics) throws IOException {
    for (SweepStatistics.Point point : statistics.points()) {
      int r = point.curve().iterations();
      int n = point.curve().n();
      csv.printRecord(
          task,
          metric,
          filter,
          "value",
          r,
          n,
          CurvesCsv.decimal(point.curve().value()),
          CurvesCsv.cell(point.curve().ciLow()),
          CurvesCsv.cell(point.curve().ciHigh()),
          "",
          "");
      if (point.valuePerGflop().isPresent()) {
        row("value_per_gflop", r, n, point.valuePerGflop().getAsDouble(), Optional.empty());
      }
    }
    for (Step step : statistics.steps()) {
      write(step);
    }
    if (statistics.area().isPresent()) {
      var area = statistics.area().get();
      row("area", "", area.n(), area.value(), area.interval());
    }
    if (statistics.saturation().isPresent()) {
      var s = statistics.saturation().get();
      row("saturation", "", s.n(), s.iterations(), Optional.of(new Interval(s.low(), s.high())));
    }
    if (statistics.envelope().isPresent()) {
      write(statistics.envelope().get());
    }
  }

  private void write(Step step) throws IOException {
    PairedDifference difference = step.difference();
    Optional<Interval> interval = step.gainInterval();
    csv.printRecord(
        task,
        metric,
        filter,
        "gain_per_doubling",
        step.to(),
        difference.n(),
        CurvesCsv.decimal(step.gainPerDoubling()),
        interval.map(i -> CurvesCsv.decimal(i.low())).orElse(""),
        interval.map(i -> CurvesCsv.decimal(i.high())).orElse(""),
        CurvesCsv.decimal(difference.pValue()),
        CurvesCsv.decimal(step.holm()));
    row("effect_size", step.to(), difference.n(), difference.effectSize());
    row("detectable", step.to(), difference.n(), difference.detectable());
  }

  private void write(Envelope envelope) throws IOException {
    share("oracle", envelope.oracle());
    share("overthinking", envelope.overthinking());
    row("mean_oracle_depth", "", envelope.oracle().count(), envelope.meanOracleDepth());
    for (Envelope.Stratum stratum : envelope.strata()) {
      boolean never = stratum.iterations().isEmpty();
      row(
          never ? "documents_never_right" : "documents_first_right",
          never ? "" : stratum.iterations().getAsInt(),
          envelope.n(),
          stratum.documents(),
          Optional.empty());
    }
  }

  private void write(DepthPolicy policy) throws IOException {
    for (DepthPolicy.Point p : policy.points()) {
      String at = "_at_" + p.threshold();
      int n = policy.documents();
      row("policy_mean_iterations" + at, "", n, p.meanIterations(), Optional.empty());
      row("policy_value" + at, "", n, p.value(), Optional.empty());
      row("policy_gain" + at, "", n, p.gain(), p.interval());
    }
  }

  private void share(String statistic, Share share) throws IOException {
    row(statistic, "", share.n(), share.value(), Optional.of(share.interval()));
  }

  private void row(String statistic, Object r, int n, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      row(statistic, r, n, value.getAsDouble(), Optional.empty());
    }
  }

  private void row(String statistic, Object r, int n, double value, Optional<Interval> interval)
      throws IOException {
    csv.printRecord(
        task,
        metric,
        filter,
        statistic,
        r,
        n,
        CurvesCsv.decimal(value),
        interval.map(i -> CurvesCsv.decimal(i.low())).orElse(""),
        interval.map(i -> CurvesCsv.decimal(i.high())).orElse(""),
        "",
        "");
  }
}
