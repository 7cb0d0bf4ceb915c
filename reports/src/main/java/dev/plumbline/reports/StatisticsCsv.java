package dev.plumbline.reports;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Csv;
import dev.plumbline.results.Interval;
import dev.plumbline.results.exits.Exits;
import dev.plumbline.results.policy.DepthPolicy;
import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.PairedDifference;
import dev.plumbline.results.statistics.Share;
import dev.plumbline.results.statistics.Step;
import dev.plumbline.results.statistics.SweepStatistics;
import dev.plumbline.results.trace.TraceStatistics;
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
  private final CurveId curve;

  private StatisticsCsv(CSVPrinter csv, CurveId curve) {
    this.csv = csv;
    this.curve = curve;
  }

  /**
   * Renders the sweep's figures, then those of the policies and of points of no fixed r, and what
   * states have to do with them.
   *
   * @param states of a trace beside the run, if there is one
   */
  public static String render(
      List<SweepStatistics> all,
      List<DepthPolicy> policies,
      Exits exits,
      Optional<TraceStatistics> states) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter csv = new CSVPrinter(out, Csv.FORMAT);
      csv.printRecord(HEADER);
      for (SweepStatistics s : all) {
        new StatisticsCsv(csv, s.curve()).write(s);
      }
      for (DepthPolicy p : policies) {
        new StatisticsCsv(csv, p.curve()).write(p);
      }
      ExitRows rows = new ExitRows(csv);
      rows.write(exits);
      if (states.isPresent()) {
        new TraceRows(csv).write(states.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void write(SweepStatistics statistics) throws IOException {
    for (SweepStatistics.Point point : statistics.points()) {
      String r = point.curve().point().label();
      int n = point.curve().n();
      csv.printRecord(
          curve.task(),
          curve.score().metric(),
          curve.score().filter(),
          "value",
          r,
          n,
          Csv.decimal(point.curve().value()),
          point.curve().interval().map(i -> Csv.decimal(i.low())).orElse(""),
          point.curve().interval().map(i -> Csv.decimal(i.high())).orElse(""),
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
      Interval interval = new Interval(s.low().iterations(), s.high().iterations());
      row("saturation", "", s.n(), s.point().iterations(), Optional.of(interval));
    }
    if (statistics.envelope().isPresent()) {
      write(statistics.envelope().get());
    }
  }

  private void write(Step step) throws IOException {
    PairedDifference difference = step.difference();
    Optional<Interval> interval = step.gainInterval();
    csv.printRecord(
        curve.task(),
        curve.score().metric(),
        curve.score().filter(),
        "gain_per_doubling",
        step.to().label(),
        difference.n(),
        Csv.decimal(step.gainPerDoubling()),
        interval.map(i -> Csv.decimal(i.low())).orElse(""),
        interval.map(i -> Csv.decimal(i.high())).orElse(""),
        Csv.decimal(difference.pValue()),
        Csv.decimal(step.holm()));
    row("effect_size", step.to().label(), difference.n(), difference.effectSize());
    row("detectable", step.to().label(), difference.n(), difference.detectable());
  }

  private void write(Envelope envelope) throws IOException {
    share("oracle", envelope.oracle());
    share("overthinking", envelope.overthinking());
    row("mean_oracle_depth", "", envelope.oracle().count(), envelope.meanOracleDepth());
    for (Envelope.Stratum stratum : envelope.strata()) {
      row(
          stratum.point().isEmpty() ? "documents_never_right" : "documents_first_right",
          stratum.point().map(SweepPoint::label).orElse(""),
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

  private void row(String statistic, String r, int n, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      row(statistic, r, n, value.getAsDouble(), Optional.empty());
    }
  }

  private void row(String statistic, String r, int n, double value, Optional<Interval> interval)
      throws IOException {
    csv.printRecord(
        curve.task(),
        curve.score().metric(),
        curve.score().filter(),
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
