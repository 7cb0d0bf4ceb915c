package dev.plumbline.reports;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.statistics.AgreeingScores;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A summary for the terminal: a block per task, two lines per metric, a small curve and a column
 * per r.
 *
 * <p>A column holds the value with its standard error and beneath it the 95 % interval. Where these
 * columns do not all fit, it holds the value and beneath it the standard error; where those do not
 * fit either, the larger r follow in further tables; and a curve that is itself too wide is left
 * out.
 */
public final class TerminalReport {
  private static final String GAP = "  ";

  private final Agreements agreements;
  private final List<Curve> curves;
  private final List<SweepPoint> sweep;
  private final boolean unicode;
  private final int labelWidth;
  private final int sparklineWidth;

  /**
   * Renders curves in their order.
   *
   * @param width of the terminal in characters
   * @param unicode whether it shows more than ASCII
   * @return lines ended by {@code \n}; empty for no points
   */
  public static String render(List<CurvePoint> points, int width, boolean unicode) {
    return render(points, AgreeingScores.none(), width, unicode);
  }

  /** As above; of scores that agree the first is shown, and the others are named beneath it. */
  public static String render(
      List<CurvePoint> points, AgreeingScores agreeing, int width, boolean unicode) {
    return points.isEmpty()
        ? ""
        : new TerminalReport(Curve.of(points), agreeing, width, unicode).fit(width);
  }

  private TerminalReport(List<Curve> all, AgreeingScores agreeing, int width, boolean unicode) {
    this.agreements = Agreements.of(all, agreeing);
    this.curves = agreements.shown();
    this.sweep = Curve.sweep(curves);
    this.unicode = unicode;
    this.labelWidth =
        curves.stream()
            .flatMap(c -> Stream.of(c.score().metric(), c.score().filter()))
            .mapToInt(label -> GAP.length() + label.length())
            .max()
            .orElseThrow();
    // A curve of very many r alone may be wider than the terminal.
    int least = labelWidth + GAP.length() + sweep.size() + columnWidth(false, " ");
    this.sparklineWidth = least <= width ? sweep.size() : 0;
  }

  private String fit(int width) {
    int room = width - labelWidth - GAP.length() - sparklineWidth;
    boolean interval = sweep.size() * columnWidth(true, GAP) <= room;
    boolean airy = interval || sweep.size() * columnWidth(false, GAP) <= room;
    int cell = columnWidth(interval, airy ? GAP : " ");
    int columns = Math.max(1, room / cell);
    StringBuilder out = new StringBuilder();
    for (int first = 0; first < sweep.size(); first += columns) {
      List<SweepPoint> shown = sweep.subList(first, Math.min(first + columns, sweep.size()));
      out.append(table(shown, interval, cell)).append('\n');
    }
    return out + legend(interval) + "\n";
  }

  private String table(List<SweepPoint> shown, boolean interval, int cell) {
    StringBuilder out = new StringBuilder();
    out.append(line("", "", shown.stream().map(TerminalReport::heading), cell));
    String task = "";
    for (Curve curve : curves) {
      if (!curve.task().equals(task)) {
        task = curve.task();
        out.append(task).append(GAP).append(samples(task)).append('\n');
      }
      String sparkline = sparklineWidth > 0 ? Sparkline.of(curve, sweep, unicode) : "";
      out.append(
          line(
              curve.score().metric(),
              sparkline,
              cells(curve, shown, p -> top(curve, p, interval)),
              cell));
      String second =
          line(
              curve.score().filter(),
              "",
              cells(curve, shown, p -> bottom(curve, p, interval)),
              cell);
      out.append(second.isBlank() ? "" : second);
      agreements.notes(curve).forEach(note -> out.append(GAP).append(note).append('\n'));
    }
    return out.toString();
  }

  private String line(String label, String sparkline, Stream<String> cells, int cellWidth) {
    StringBuilder line = new StringBuilder();
    line.append(padded(label.isEmpty() ? "" : GAP + label, labelWidth + GAP.length()));
    line.append(padded(sparkline, sparklineWidth));
    cells.forEach(cell -> line.append(" ".repeat(cellWidth - cell.length())).append(cell));
    return line.toString().stripTrailing() + "\n";
  }

  private static Stream<String> cells(
      Curve curve, List<SweepPoint> shown, Function<CurvePoint, String> text) {
    return shown.stream().map(point -> curve.at(point).map(text).orElse(""));
  }

  private String top(Curve curve, CurvePoint point, boolean interval) {
    String value = curve.number(point.value());
    return interval && point.stderr().isPresent() ? value + " " + error(curve, point) : value;
  }

  private String bottom(Curve curve, CurvePoint point, boolean interval) {
    if (!interval) {
      return point.stderr().isPresent() ? error(curve, point) : "";
    }
    return point.interval().map(i -> curve.number(i, unicode ? "–" : "-")).orElse("");
  }

  private String error(Curve curve, CurvePoint point) {
    return (unicode ? "±" : "+-") + curve.number(point.stderr());
  }

  /** Of the widest cell, with the gap before it. */
  private int columnWidth(boolean interval, String gap) {
    Stream<String> texts =
        curves.stream()
            .flatMap(
                c ->
                    c.points().stream()
                        .flatMap(p -> Stream.of(top(c, p, interval), bottom(c, p, interval))));
    return Stream.concat(sweep.stream().map(TerminalReport::heading), texts)
            .mapToInt(String::length)
            .max()
            .orElseThrow()
        + gap.length();
  }

  /** How many samples the task's means are over: a range where some failed. */
  private String samples(String task) {
    IntSummaryStatistics n =
        curves.stream()
            .filter(curve -> curve.task().equals(task))
            .flatMap(curve -> curve.points().stream())
            .mapToInt(CurvePoint::n)
            .summaryStatistics();
    return "n=" + n.getMin() + (n.getMin() < n.getMax() ? " to " + n.getMax() : "");
  }

  private String legend(boolean interval) {
    return (curves.stream().allMatch(Curve::isFraction) ? "Percent " : "Value ")
        + (unicode ? "±" : "+-")
        + " standard error"
        + (interval ? ", 95 % interval beneath." : ".");
  }

  private static String heading(SweepPoint point) {
    return "r=" + point.label();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
