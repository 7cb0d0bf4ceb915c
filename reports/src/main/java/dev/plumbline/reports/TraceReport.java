package dev.plumbline.reports;

import static dev.plumbline.reports.Figures.format;
import static dev.plumbline.reports.Figures.pValue;
import static dev.plumbline.reports.Figures.plain;

import dev.plumbline.results.Interval;
import dev.plumbline.results.trace.Regime;
import dev.plumbline.results.trace.Trace;
import dev.plumbline.results.trace.TraceStatistics;
import dev.plumbline.results.trace.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** A trace for people. */
public final class TraceReport {
  private static final Figures PERCENT = new Figures(true);

  private final Layout layout;

  private TraceReport(Layout layout) {
    this.layout = layout;
  }

  /** What the states of each task's prompts do. */
  public static String render(Trace trace, List<TraceSummary> summaries, Layout layout) {
    TraceReport report = new TraceReport(layout);
    StringBuilder out = new StringBuilder();
    out.append(
        layout.heading(
            "%s, %d iterations"
                .formatted(trace.manifest().bundle().name(), trace.manifest().iterations())));
    out.append(report.regimes(summaries));
    if (!trace.manifest().lensDepths().isEmpty()) {
      out.append("\n").append(report.agreement(summaries));
    }
    out.append(
        layout.line(
            "Shares of tokens. Rate: of the step norm per iteration, median; residual: last step"
                + " over state, median."));
    return out.toString();
  }

  private String regimes(List<TraceSummary> summaries) {
    List<String> header = new ArrayList<>(List.of("task", "texts", "tokens"));
    for (Regime regime : Regime.values()) {
      header.add(regime.key() + " %");
    }
    header.addAll(List.of("rate", "residual", "Lyapunov", "spectral radius", "to other starts"));
    return layout.table(header, summaries.stream().map(TraceReport::row).toList());
  }

  private static List<String> row(TraceSummary summary) {
    List<String> row =
        new ArrayList<>(
            List.of(
                summary.task(),
                Integer.toString(summary.documents()),
                Integer.toString(summary.tokens())));
    for (Regime regime : Regime.values()) {
      row.add(PERCENT.value((double) summary.regimes().getOrDefault(regime, 0) / summary.tokens()));
    }
    row.add(plain(summary.rate(), "%.3f"));
    row.add(plain(summary.residual(), "%.1e"));
    row.add(plain(summary.exponent(), "%.3f"));
    row.add(plain(summary.spectralRadius(), "%.3f"));
    row.add(plain(summary.startDistance(), "%.1e"));
    return row;
  }

  /** All depths would be too wide a table. */
  private static boolean isShown(int depth, int deepest) {
    return Integer.bitCount(depth) == 1 || depth == deepest;
  }

  private String agreement(List<TraceSummary> summaries) {
    NavigableSet<Integer> depths = new TreeSet<>();
    summaries.forEach(
        summary ->
            summary.agreement().keySet().stream()
                .filter(depth -> isShown(depth, summary.agreement().lastKey()))
                .forEach(depths::add));
    List<String> header = new ArrayList<>(List.of("says what the last r says, %, at r ="));
    depths.forEach(depth -> header.add(depth.toString()));
    return layout.table(
        header,
        summaries.stream()
            .map(
                summary -> {
                  List<String> row = new ArrayList<>(List.of(summary.task()));
                  depths.forEach(depth -> row.add(PERCENT.value(summary.agreement().get(depth))));
                  return row;
                })
            .toList());
  }

  /** What the states have to do with the answers. */
  public static String render(TraceStatistics statistics, Layout layout) {
    StringBuilder out = new StringBuilder();
    if (!statistics.answers().isEmpty()) {
      out.append(layout.heading("do states tell right answers from wrong ones?"));
      out.append(
          layout.table(
              List.of(
                  "task",
                  "score",
                  "r",
                  "number",
                  "right",
                  "mean",
                  "wrong",
                  "mean",
                  "area",
                  "interval",
                  "p (Holm)"),
              statistics.answers().stream().map(TraceReport::row).toList()));
      out.append(
          layout.line(
              "Area: how often the right one of two documents has the smaller number; 0.5 tells"
                  + " nothing. Intervals are at 95 percent (DeLong); p: Mann-Whitney, two-sided,"
                  + " corrected (Holm) for every row shown."));
      out.append("\n");
    }
    out.append(layout.heading("which tokens need depth?"));
    out.append(
        layout.table(
            List.of(
                "task", "kind", "tokens", "texts", "settled at", "interval", "said at", "interval"),
            statistics.tokens().stream().map(TraceReport::row).toList()));
    out.append(
        layout.line(
            "Settled: the iteration from which on each step is at most 1 % of the state; said: the"
                + " lens depth from which on what comes next is what the last r says. Means over"
                + " texts of the means over their tokens; never counts as one more than the last"
                + " iteration."));
    return out.toString();
  }

  private static List<String> row(TraceStatistics.Answers row) {
    return List.of(
        row.curve().task(),
        row.curve().score().toString(),
        Integer.toString(row.iterations()),
        row.predictor().key().replace('_', ' '),
        Integer.toString(row.rightDocuments()),
        plain(row.right(), "%.2f"),
        Integer.toString(row.wrongDocuments()),
        plain(row.wrong(), "%.2f"),
        row.separation().map(s -> format("%.3f", s.area())).orElse(""),
        row.separation().map(s -> interval(Optional.of(s.interval()), "%.3f")).orElse(""),
        row.holm().isPresent() ? pValue(row.holm().getAsDouble()) : "");
  }

  private static List<String> row(TraceStatistics.Tokens row) {
    return List.of(
        row.task(),
        row.kind().word(),
        Integer.toString(row.tokens()),
        Integer.toString(row.documents()),
        plain(OptionalDouble.of(row.settled()), "%.2f"),
        interval(row.settledInterval(), "%.2f"),
        plain(row.said(), "%.2f"),
        interval(row.saidInterval(), "%.2f"));
  }

  private static String interval(Optional<Interval> interval, String figure) {
    return interval.map(i -> format(figure + " to " + figure, i.low(), i.high())).orElse("");
  }
}
