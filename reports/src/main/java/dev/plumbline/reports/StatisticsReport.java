package dev.plumbline.reports;

import static dev.plumbline.reports.Figures.format;
import static dev.plumbline.reports.Figures.pValue;
import static dev.plumbline.reports.Figures.plain;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.policy.DepthPolicy;
import dev.plumbline.results.statistics.Envelope;
import dev.plumbline.results.statistics.Saturation;
import dev.plumbline.results.statistics.Share;
import dev.plumbline.results.statistics.Step;
import dev.plumbline.results.statistics.SweepStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The statistics of a sweep for people: a section per task and metric. */
public final class StatisticsReport {
  private final Layout layout;
  private final SweepStatistics statistics;
  private final Figures figures;

  /**
   * Renders sections in their order.
   *
   * @param policies of some of the same metrics; may be empty
   */
  public static String render(
      List<SweepStatistics> all, List<DepthPolicy> policies, Layout layout) {
    StringBuilder out = new StringBuilder();
    List<CurveId> curves = all.stream().map(SweepStatistics::curve).toList();
    for (SweepStatistics statistics : all) {
      Optional<CurveId> same = statistics.agreesWith().filter(curves::contains);
      if (same.isPresent()) {
        out.append(layout.line(Agreement.sentence(statistics.curve(), same.get()))).append('\n');
        continue;
      }
      StatisticsReport report = new StatisticsReport(statistics, layout);
      out.append(report.section());
      policies.stream()
          .filter(p -> p.curve().equals(statistics.curve()))
          .forEach(p -> out.append(report.policy(p)));
      out.append('\n');
    }
    out.append(
        layout.line(
            "Intervals are at 95 percent. From the r before: gain per doubling; p, two-sided and"
                + " corrected (Holm) for every step shown; effect (Cohen's g, or mean over deviation);"
                + " the difference detectable with 80 percent power."));
    return out.toString();
  }

  /** How deep each task was asked, a line each, where that was found by looking at the answers. */
  public static String depths(Manifest manifest, Layout layout) {
    return manifest.tasks().stream()
        .flatMap(task -> task.depth().stream().map(depth -> task.name() + ": " + depth.sentence()))
        .map(layout::line)
        .collect(Collectors.joining());
  }

  private StatisticsReport(SweepStatistics statistics, Layout layout) {
    this.layout = layout;
    this.statistics = statistics;
    this.figures =
        new Figures(
            statistics.points().stream()
                .map(p -> p.curve().value())
                .allMatch(v -> v >= 0 && v <= 1));
  }

  private String section() {
    StringBuilder out = new StringBuilder();
    out.append(layout.heading(title()));
    out.append(
        layout.table(
            List.of(
                "r",
                "n",
                "value",
                "interval",
                "per doubling",
                "interval",
                "p",
                "effect",
                "detectable",
                "per GFLOP"),
            statistics.points().stream().map(this::row).toList()));
    statistics.saturation().map(this::saturation).map(layout::line).ifPresent(out::append);
    statistics
        .area()
        .map(
            a ->
                "area over log2 r: "
                    + figures.value(a.value())
                    + a.interval()
                        .map(i -> " (" + figures.interval(Optional.of(i)) + ")")
                        .orElse(""))
        .map(layout::line)
        .ifPresent(out::append);
    statistics.envelope().ifPresent(e -> envelope(e).forEach(l -> out.append(layout.line(l))));
    if (statistics.complete() < statistics.documents()) {
      out.append(
          layout.line(
              format(
                  "%d of %d documents lack a score at some r: left out of all but the table",
                  statistics.documents() - statistics.complete(), statistics.documents())));
    }
    return out.toString();
  }

  private String title() {
    Score score = statistics.curve().score();
    return statistics.curve().task()
        + "  "
        + score.metric()
        + (score.filter().isEmpty() ? "" : ", " + score.filter());
  }

  private List<String> row(SweepStatistics.Point point) {
    CurvePoint curve = point.curve();
    Optional<Step> step =
        statistics.steps().stream().filter(s -> s.to().equals(curve.point())).findFirst();
    return List.of(
        curve.point().label(),
        Integer.toString(curve.n()),
        figures.value(curve.value()),
        figures.interval(curve.interval()),
        step.map(s -> figures.change(s.gainPerDoubling())).orElse(""),
        step.map(s -> figures.changes(s.gainInterval())).orElse(""),
        step.map(s -> pValue(s.holm())).orElse(""),
        step.map(s -> plain(s.difference().effectSize(), "%+.2f")).orElse(""),
        step.map(s -> figures.value(s.difference().detectable())).orElse(""),
        plain(point.valuePerGflop(), "%.4g"));
  }

  private String saturation(Saturation s) {
    return format(
        "saturates at r=%s (interval %s to %s): by value, the smallest r within %s of the best, r=%s",
        s.point().label(),
        s.low().label(),
        s.high().label(),
        figures.value(s.margin()),
        s.best().label());
  }

  private List<String> envelope(Envelope envelope) {
    String strata =
        envelope.strata().stream()
            .map(s -> s.point().map(p -> "r=" + p.label()).orElse("never") + ": " + s.documents())
            .collect(Collectors.joining(", "));
    OptionalDouble depth = envelope.meanOracleDepth();
    return List.of(
        "right at some r: "
            + share(envelope.oracle())
            + (depth.isPresent() ? ", first at a mean r of " + plain(depth, "%.1f") : ""),
        "right at some r and wrong at a larger one: " + share(envelope.overthinking()),
        "documents by the r at which they are first right: " + strata);
  }

  private String share(Share share) {
    return figures.value(share.value())
        + " ("
        + figures.interval(Optional.of(share.interval()))
        + ")";
  }

  private String policy(DepthPolicy policy) {
    return layout.line(
            "depth policy: stop at the first r from which going on is unlikely to help; mean r counts "
                + (policy.countsEveryDepth() ? "every depth tried" : "each iteration once"))
        + layout.table(
            List.of("stop at", "mean r", "value", "fixed r", "gain", "interval"),
            policy.points().stream()
                .map(
                    p ->
                        List.of(
                            format("%.2f", p.threshold()),
                            format("%.2f", p.meanIterations()),
                            figures.value(p.value()),
                            figures.value(p.fixedValue()),
                            figures.change(p.gain()),
                            figures.changes(p.interval())))
                .toList());
  }
}
