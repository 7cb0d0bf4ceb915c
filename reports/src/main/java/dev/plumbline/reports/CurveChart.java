package dev.plumbline.reports;

import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Lays curves out for {@link CurvePicture}: a panel per task, in rows. */
final class CurveChart {
  private static final float BAND_OPACITY = 0.16f;

  /** Room left free beyond the first and last r, as a factor. */
  private static final double MARGIN = 1.25;

  /** Room for the r written above the highest points, as a share of the range of values. */
  private static final double LETTERS = 0.05;

  /** Around the labels of the value axis; JFreeChart then chooses fewer of them. */
  private static final RectangleInsets SPARSE = new RectangleInsets(8, 4, 8, 4);

  /** Around the labels of r, of which every power of two should have room. */
  private static final RectangleInsets DENSE = new RectangleInsets(2, 1, 2, 1);

  /** Of the number of a point that others stand over. */
  private static final ItemLabelPosition BESIDE =
      new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT);

  private static final BasicStroke PUBLISHED =
      new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 5}, 0);

  private static final BasicStroke EXPECTED = Look.dashed(10, 4);

  private static final BasicStroke CHANCE =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0);

  private static final Color GREY = new Color(0x6B6B6B);

  private final List<Curve> curves;
  private final List<PublishedLine> published;
  private final Axis axis;
  private final PictureStyle style;
  private final Panels frame;
  private final List<String> runs;

  /** What lines are of, without their run. */
  private final List<String> lines;

  private final boolean percent;

  private CurveChart(
      List<Curve> curves, List<PublishedLine> published, Axis axis, PictureStyle style) {
    this.curves = curves.stream().flatMap(curve -> curve.byVariant().stream()).toList();
    this.published = published;
    this.axis = axis;
    this.style = style;
    this.frame = new Panels(style.fonts());
    this.runs = this.curves.stream().map(Curve::run).distinct().toList();
    this.lines = this.curves.stream().map(CurveChart::line).distinct().toList();
    this.percent = curves.stream().allMatch(Curve::isFraction);
  }

  /**
   * Rows of panels that share one range of values, the title above the first and the legend below
   * the last. Expected points are a dashed line of their own; published ones have hollow marks,
   * too.
   */
  static List<JFreeChart> rows(
      List<Curve> curves,
      List<PublishedLine> published,
      Axis axis,
      String title,
      PictureStyle style,
      Wrapping wrapping) {
    return new CurveChart(curves, published, axis, style).rows(title, wrapping);
  }

  private List<JFreeChart> rows(String title, Wrapping wrapping) {
    List<List<Curve>> tasks =
        List.copyOf(
            curves.stream()
                .collect(
                    Collectors.groupingBy(Curve::task, LinkedHashMap::new, Collectors.toList()))
                .values());
    int columns = wrapping.columns();
    List<NumberAxis> axes = new ArrayList<>();
    List<JFreeChart> rows = new ArrayList<>();
    for (int from = 0; from < tasks.size(); from += columns) {
      boolean last = from + columns >= tasks.size();
      NumberAxis values = values();
      CombinedRangeXYPlot panels = new CombinedRangeXYPlot(values);
      for (int i = from; i < from + columns; i++) {
        panels.add(i < tasks.size() ? panel(tasks.get(i), wrapping) : Panels.blank());
      }
      JFreeChart row = frame.row(from == 0 ? title : null, panels, values, last);
      if (last) {
        panels.setFixedLegendItems(legend(wrapping));
        row.addSubtitle(across());
      }
      axes.add(values);
      rows.add(row);
    }
    shareRange(axes);
    return rows;
  }

  private NumberAxis values() {
    NumberAxis values =
        new NumberAxis(axis == Axis.PARAMETERS ? "mean" : "mean, with 95% interval");
    values.setNumberFormatOverride(Panels.format(percent ? "0.#'%'" : "0.###"));
    values.setAutoRangeStickyZero(false);
    values.setAutoRangeMinimumSize(percent ? 1 : 0.01);
    values.setTickLabelInsets(SPARSE);
    return values;
  }

  /** Once for all panels, which are often too narrow for it. */
  private TextTitle across() {
    TextTitle label =
        new TextTitle(
            axis == Axis.ITERATIONS ? axis.label() : axis.label() + "; r at the points",
            frame.fonts().text());
    label.setPaint(Panels.INK);
    label.setPosition(RectangleEdge.BOTTOM);
    return label;
  }

  /** Rows are read against each other, and a line at the level of chance must be seen. */
  private void shareRange(List<NumberAxis> axes) {
    Range all = axes.stream().map(NumberAxis::getRange).reduce(null, Range::combine);
    for (Curve curve : curves) {
      if (curve.chance().isPresent()) {
        all = Range.expandToInclude(all, scale() * curve.chance().getAsDouble());
      }
    }
    if (axis != Axis.ITERATIONS) {
      all = Range.expand(all, 0, LETTERS);
    }
    for (NumberAxis values : axes) {
      values.setRange(all);
    }
  }

  private double scale() {
    return percent ? 100 : 1;
  }

  private XYPlot panel(List<Curve> group, Wrapping wrapping) {
    String task = group.get(0).task();
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(BAND_OPACITY);
    for (Curve curve : group) {
      look(curve).dress(renderer, data.getSeriesCount());
      data.addSeries(series(curve));
    }
    for (PublishedLine line : published) {
      if (line.id().task().equals(task)) {
        look(line).dress(renderer, data.getSeriesCount());
        data.addSeries(series(line));
      }
    }
    if (axis != Axis.ITERATIONS) {
      nameDepths(renderer, group);
    }
    LogAxis across = axis == Axis.ITERATIONS ? iterations() : new CostAxis(null);
    DoubleSummaryStatistics range = range();
    across.setRange(range.getMin() / MARGIN, range.getMax() * MARGIN);
    across.setTickLabelInsets(DENSE);
    XYPlot panel =
        frame.panel(wrapping.fitted(task, frame.fonts().panel()), data, across, renderer);
    if (axis == Axis.ITERATIONS) {
      markTraining(panel, group, range, wrapping);
    }
    markChance(panel, group);
    return panel;
  }

  /** A line for each level that guessing has here: runs may have asked other documents. */
  private void markChance(XYPlot panel, List<Curve> group) {
    double[] levels =
        group.stream()
            .map(Curve::chance)
            .flatMapToDouble(OptionalDouble::stream)
            .distinct()
            .toArray();
    for (double level : levels) {
      ValueMarker line = new ValueMarker(scale() * level, GREY, CHANCE);
      line.setLabel("chance");
      line.setLabelFont(frame.fonts().small());
      line.setLabelPaint(GREY);
      line.setLabelBackgroundColor(new Color(0, 0, 0, 0));
      line.setLabelAnchor(RectangleAnchor.BOTTOM_RIGHT);
      line.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
      panel.addRangeMarker(line, Layer.BACKGROUND);
    }
  }

  private static LogAxis iterations() {
    LogAxis iterations = new LogAxis(null);
    iterations.setBase(2);
    iterations.setNumberFormatOverride(Panels.format("0"));
    iterations.setStandardTickUnits(NumberAxis.createIntegerTickUnits()); // powers of two only
    return iterations;
  }

  /** Writes its r at each point, once for each run. */
  private void nameDepths(DeviationRenderer renderer, List<Curve> group) {
    renderer.setDefaultItemLabelFont(frame.fonts().small());
    if (axis == Axis.PARAMETERS) {
      renderer.setDefaultPositiveItemLabelPosition(BESIDE);
    }
    Set<String> named = new HashSet<>();
    for (int series = 0; series < group.size(); series++) {
      Curve curve = group.get(series);
      if (named.add(curve.run())) {
        renderer.setSeriesItemLabelGenerator(series, (data, of, item) -> depthsAt(curve, item));
        renderer.setSeriesItemLabelPaint(series, look(curve).color());
        renderer.setSeriesItemLabelsVisible(series, true);
      }
    }
  }

  /** Every r whose point lies where this one does, told by the first of them. */
  private String depthsAt(Curve curve, int item) {
    CurvePoint at = curve.points().get(item);
    List<CurvePoint> same =
        curve.points().stream()
            .filter(p -> axis.of(curve, p).equals(axis.of(curve, at)) && p.value() == at.value())
            .toList();
    return same.get(0).equals(at)
        ? same.stream().map(p -> "" + p.point().iterations()).collect(Collectors.joining(", "))
        : "";
  }

  /** Marks each depth once; several depths are not shaded, as each means another curve. */
  private void markTraining(
      XYPlot panel, List<Curve> group, DoubleSummaryStatistics range, Wrapping wrapping) {
    List<TrainedMark> marks = List.copyOf(trained(group));
    double middle = Math.sqrt(range.getMin() * range.getMax());
    double least = range.getMin() / MARGIN;
    double most = range.getMax() * MARGIN;
    for (int row = 0; row < marks.size(); row++) {
      TrainedMark mark = marks.get(row);
      Font font = frame.fonts().mark();
      double share = Math.log(mark.depth() / least) / Math.log(most / least);
      String shown =
          wrapping.hasRoomBeside(mark.text(), font, Math.max(share, 1 - share))
              ? mark.text()
              : mark.shortText();
      mark.draw(panel, row, middle, shown, font);
    }
    if (marks.size() == 1) {
      marks.get(0).shadeBeyond(panel, panel.getDomainAxis().getUpperBound());
    }
  }

  /** Of several runs each in its own colour; where they have a depth in common, the first one's. */
  private Collection<TrainedMark> trained(List<Curve> group) {
    Map<String, TrainedMark> marks = new LinkedHashMap<>();
    for (Curve curve : group) {
      Color color = isComparison() ? look(curve).color() : Panels.INK;
      int least = curve.points().get(0).point().iterations();
      int most = curve.points().get(curve.points().size() - 1).point().iterations();
      curve
          .model()
          .map(model -> TrainedMark.of(model, color))
          .filter(mark -> mark.isWithin(least, most))
          .ifPresent(mark -> marks.putIfAbsent(mark.text(), mark));
    }
    return marks.values();
  }

  private static String name(Curve curve) {
    return curve.run().isEmpty() ? line(curve) : curve.run() + ": " + line(curve);
  }

  private static String line(Curve curve) {
    return Curve.label(curve.score()) + (curve.variant().isEmpty() ? "" : " " + curve.variant());
  }

  private boolean isComparison() {
    return runs.size() > 1;
  }

  private Look look(Curve curve) {
    int line = lines.indexOf(line(curve));
    return isComparison()
        ? Look.of(runs.indexOf(curve.run()), line)
        : curve.variant().isEmpty() ? Look.of(line) : Look.of(line).withStroke(EXPECTED);
  }

  /** In the colour of the first measured curve that it lies under. */
  private Look look(PublishedLine line) {
    Color color =
        curves.stream()
            .filter(curve -> curve.id().equals(line.id()))
            .findFirst()
            .map(curve -> look(curve).color())
            .orElse(Panels.INK);
    return new Look(color, Look.marker(published.indexOf(line)), false, PUBLISHED);
  }

  private YIntervalSeries series(Curve curve) {
    double scale = scale();
    YIntervalSeries series = new YIntervalSeries(name(curve));
    for (CurvePoint p : curve.points()) {
      series.add(
          axis.of(curve, p).orElseThrow(),
          scale * p.value(),
          scale * p.interval().map(Interval::low).orElse(p.value()),
          scale * p.interval().map(Interval::high).orElse(p.value()));
    }
    return series;
  }

  private YIntervalSeries series(PublishedLine line) {
    YIntervalSeries series = new YIntervalSeries(line.label());
    line.fractions()
        .forEach(
            (r, value) -> {
              double shown = percent ? 100 * value : value;
              series.add(r, shown, shown, shown);
            });
    return series;
  }

  /** From where to where there are points. */
  private DoubleSummaryStatistics range() {
    return DoubleStream.concat(
            curves.stream()
                .flatMapToDouble(
                    curve ->
                        curve.points().stream().mapToDouble(p -> axis.of(curve, p).orElseThrow())),
            published.stream()
                .flatMapToDouble(l -> l.fractions().keySet().stream().mapToDouble(r -> r)))
        .summaryStatistics();
  }

  /** One item per line, though several panels may show it. */
  private LegendItemCollection legend(Wrapping wrapping) {
    Map<String, Look> looks = new LinkedHashMap<>();
    curves.forEach(curve -> looks.putIfAbsent(name(curve), look(curve)));
    published.forEach(line -> looks.putIfAbsent(line.label(), look(line)));
    LegendItemCollection items = new LegendItemCollection();
    looks.forEach(
        (label, of) -> items.add(of.item(wrapping.fittedLegend(label, style.fonts().text()))));
    return items;
  }
}
