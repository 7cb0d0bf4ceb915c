package dev.plumbline.reports;

import static dev.plumbline.reports.Figures.format;
import static dev.plumbline.reports.Figures.pValue;
import static dev.plumbline.reports.Figures.plain;

import dev.plumbline.protocol.Score;
import dev.plumbline.results.exits.AgainstFixed;
import dev.plumbline.results.exits.ExitCalibration;
import dev.plumbline.results.exits.ExitStatistics;
import dev.plumbline.results.exits.Exits;
import dev.plumbline.results.exits.OracleExit;
import dev.plumbline.results.exits.Reliability;
import dev.plumbline.results.exits.StepHistogram;
import dev.plumbline.results.exits.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What a run's points of no fixed r are worth, for people: a section per metric and task. */
public final class ExitReport {
  private final Layout layout;
  private final StringBuilder out = new StringBuilder();

  /** Empty for a run of fixed r alone. */
  public static String render(Exits exits, Layout layout) {
    return exits.isEmpty() ? "" : new ExitReport(layout).all(exits);
  }

  private ExitReport(Layout layout) {
    this.layout = layout;
  }

  private String all(Exits exits) {
    exits.curves().forEach(this::curve);
    exits.steps().stream()
        .map(StepHistogram::task)
        .distinct()
        .forEach(
            task ->
                steps(task, exits.steps().stream().filter(h -> h.task().equals(task)).toList()));
    exits.calibration().stream()
        .map(ExitCalibration::task)
        .distinct()
        .forEach(
            task ->
                calibration(
                    task,
                    exits.calibration().stream().filter(c -> c.task().equals(task)).toList()));
    return out.toString();
  }

  private void curve(ExitStatistics statistics) {
    Score score = statistics.curve().score();
    Figures figures =
        new Figures(
            statistics.rows().stream()
                .map(row -> row.curve().value())
                .allMatch(v -> v >= 0 && v <= 1));
    out.append(
        layout.heading(statistics.curve().task() + "  " + Curve.label(score) + ", beyond fixed r"));
    out.append(
        layout.table(
            List.of("r", "n", "value", "interval", "mean r", "readouts", "KV bytes", "GFLOP"),
            statistics.rows().stream().map(row -> costs(row, figures)).toList()));
    List<ExitStatistics.Row> compared =
        statistics.rows().stream().filter(row -> row.againstDepth().isPresent()).toList();
    if (!compared.isEmpty()) {
      String deepest = statistics.deepest().orElseThrow().label();
      out.append(
          layout.table(
              List.of(
                  "r",
                  "less r=" + deepest,
                  "interval",
                  "p",
                  "less fixed at mean r",
                  "interval",
                  "p",
                  "less fixed at GFLOP",
                  "interval",
                  "p"),
              compared.stream().map(row -> differences(row, figures)).toList()));
    }
    statistics.oracle().ifPresent(oracle -> out.append(layout.line(oracle(oracle, figures))));
    out.append(
        layout.line(
            "less: of the same documents, with 95 percent intervals; p is two-sided and corrected"
                + " (Holm) for every such test shown; blank where fixed r does not reach so far"));
    out.append('\n');
  }

  private static List<String> costs(ExitStatistics.Row row, Figures figures) {
    return List.of(
        row.curve().point().label(),
        Integer.toString(row.curve().n()),
        figures.value(row.curve().value()),
        figures.interval(row.curve().interval()),
        plain(row.meanIterations(), "%.2f"),
        plain(row.meanReadouts(), "%.2f"),
        row.kvBytesPerToken().isPresent() ? format("%d", row.kvBytesPerToken().getAsLong()) : "",
        row.curve().flopsPerToken().isPresent()
            ? format("%.4g", row.curve().flopsPerToken().getAsDouble() / 1e9)
            : "");
  }

  private static List<String> differences(ExitStatistics.Row row, Figures figures) {
    List<String> cells = new ArrayList<>(List.of(row.curve().point().label()));
    for (Optional<AgainstFixed> against :
        List.of(row.againstDepth(), row.atEqualIterations(), row.atEqualFlops())) {
      cells.add(against.map(a -> figures.change(a.difference().difference())).orElse(""));
      cells.add(against.map(a -> figures.changes(a.difference().interval())).orElse(""));
      cells.add(against.map(a -> pValue(a.holm())).orElse(""));
    }
    return cells;
  }

  private static String oracle(OracleExit oracle, Figures figures) {
    return "optimistic bound, an oracle that stops each document at the smallest fixed r that is right: "
        + figures.value(oracle.accuracy().value())
        + " ("
        + figures.interval(Optional.of(oracle.accuracy().interval()))
        + format(") at a mean r of %.2f", oracle.meanIterations());
  }

  private void steps(String task, List<StepHistogram> histograms) {
    List<List<String>> rows = new ArrayList<>();
    for (StepHistogram histogram : histograms) {
      rows.add(steps(histogram, "all", histogram.all()));
      for (Map.Entry<TokenKind, SortedMap<Integer, Long>> kind : histogram.tokens().entrySet()) {
        rows.add(steps(histogram, kind.getKey().word(), kind.getValue()));
      }
    }
    out.append(layout.heading(task + ", iterations by kind of token"));
    out.append(layout.table(List.of("r", "kind", "tokens", "mean", "10%", "median", "90%"), rows));
    out.append('\n');
  }

  private static List<String> steps(
      StepHistogram histogram, String kind, SortedMap<Integer, Long> tokens) {
    return List.of(
        histogram.point().label(),
        kind,
        Long.toString(StepHistogram.count(tokens)),
        format("%.2f", StepHistogram.mean(tokens)),
        Integer.toString(StepHistogram.quantile(tokens, 0.1)),
        Integer.toString(StepHistogram.quantile(tokens, 0.5)),
        Integer.toString(StepHistogram.quantile(tokens, 0.9)));
  }

  private void calibration(String task, List<ExitCalibration> all) {
    List<List<String>> rows = new ArrayList<>();
    for (ExitCalibration calibration : all) {
      calibration.claimed().ifPresent(r -> rows.add(calibration(calibration, "gate", r)));
      calibration.learned().ifPresent(r -> rows.add(calibration(calibration, "learned", r)));
      if (calibration.claimed().isEmpty() && calibration.learned().isEmpty()) {
        List<String> few = new ArrayList<>(start(calibration, ""));
        few.addAll(List.of("", "", ""));
        rows.add(few);
      }
    }
    out.append(layout.heading(task + ", was it enough when tokens left early?"));
    out.append(
        layout.table(
            List.of(
                "r",
                "by",
                "decisions",
                "documents",
                "enough %",
                "Brier",
                "of the share",
                "calibration error"),
            rows));
    int unclear = all.stream().mapToInt(ExitCalibration::unclear).max().orElse(0);
    if (unclear > 0) {
      out.append(
          layout.line(
              format("at most %d answers of a point cannot be judged and count nowhere", unclear)));
    }
    out.append(
        layout.line(
            "enough: fixed r gives the same token or choice. learned: a logistic regression on the"
                + " criterion's value and the iterations, of other documents. Calibration error:"
                + " expected, over 10 bins of equal size"));
    out.append('\n');
  }

  private static List<String> start(ExitCalibration calibration, String by) {
    return List.of(
        calibration.point().label(),
        by,
        Integer.toString(calibration.decisions()),
        Integer.toString(calibration.documents()),
        format("%.1f", 100 * calibration.enough()));
  }

  private static List<String> calibration(
      ExitCalibration calibration, String by, Reliability reliability) {
    List<String> cells = new ArrayList<>(start(calibration, by));
    cells.add(format("%.4f", reliability.brier()));
    cells.add(format("%.4f", reliability.brierOfShare()));
    cells.add(format("%.4f", reliability.expectedCalibrationError()));
    return cells;
  }
}
