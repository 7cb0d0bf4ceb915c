package dev.plumbline.reports;

import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Lays curves out for {@link CurvePicture}. */
final class CurveChart {
  // Okabe and Ito (2008), and a grey: told apart with any colour vision.
  private static final List<Color> PALETTE =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x777777));
  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xE4E4E4);
  private static final float BAND_OPACITY = 0.16f;
  private static final BasicStroke LINE =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final Font PANEL = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** Room left free beyond the first and last r, as a factor. */
  private static final double MARGIN = 1.25;

  /** Around the labels of the value axis; JFreeChart then chooses fewer of them. */
  private static final RectangleInsets SPARSE = new RectangleInsets(8, 4, 8, 4);

  /** Around the labels of r, of which every power of two should have room. */
  private static final RectangleInsets DENSE = new RectangleInsets(2, 1, 2, 1);

  /** Of the number of a point that others stand over. */
  private static final ItemLabelPosition BESIDE =
      new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT);

  private static final BasicStroke PUBLISHED =
      new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 5}, 0);

  private static final BasicStroke EXPECTED =
      new BasicStroke(
          2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {10, 4}, 0);

  private final List<Curve> curves;
  private final List<PublishedLine> published;
  private final Axis axis;
  private final List<String> labels;
  private final boolean percent;

  private CurveChart(List<Curve> curves, List<PublishedLine> published, Axis axis) {
    this.curves = curves.stream().flatMap(curve -> curve.byVariant().stream()).toList();
    this.published = published;
    this.axis = axis;
    this.labels = this.curves.stream().map(CurveChart::name).distinct().toList();
    this.percent = curves.stream().allMatch(Curve::isFraction);
  }

  /** Expected points are a dashed line of their own; published ones have hollow marks, too. */
  static JFreeChart of(List<Curve> curves, List<PublishedLine> published, Axis axis, String title) {
    return new CurveChart(curves, published, axis).chart(title);
  }

  private JFreeChart chart(String title) {
    NumberAxis values =
        new NumberAxis(axis == Axis.PARAMETERS ? "mean" : "mean, with 95% interval");
    values.setNumberFormatOverride(format(percent ? "0.#'%'" : "0.###"));
    values.setAutoRangeStickyZero(false);
    values.setAutoRangeMinimumSize(percent ? 1 : 0.01);
    values.setTickLabelInsets(SPARSE);
    CombinedRangeXYPlot panels = new CombinedRangeXYPlot(values);
    curves.stream()
        .collect(Collectors.groupingBy(Curve::task, LinkedHashMap::new, Collectors.toList()))
        .forEach((task, group) -> panels.add(panel(task, group)));
    return titled(title, panels, values, legend());
  }

  /** The whole around panels that share an axis of values. */
  static JFreeChart titled(
      String title, CombinedRangeXYPlot panels, NumberAxis values, LegendItemCollection legend) {
    style(values);
    panels.setGap(14);
    panels.setFixedLegendItems(legend);
    JFreeChart chart = new JFreeChart(title, TITLE, panels, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(10, 10, 6, 14));
    chart.getTitle().setPaint(INK);
    chart.getLegend().setFrame(BlockBorder.NONE);
    chart.getLegend().setItemFont(TEXT);
    chart.getLegend().setItemPaint(INK);
    chart.getLegend().setItemLabelPadding(new RectangleInsets(2, 2, 2, 14));
    return chart;
  }

  private XYPlot panel(String task, List<Curve> group) {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(BAND_OPACITY);
    for (Curve curve : group) {
      int series = data.getSeriesCount();
      int look = labels.indexOf(name(curve));
      data.addSeries(series(curve));
      renderer.setSeriesPaint(series, color(look));
      renderer.setSeriesFillPaint(series, color(look));
      renderer.setSeriesStroke(series, curve.variant().isEmpty() ? LINE : EXPECTED);
      renderer.setSeriesShape(series, marker(look));
    }
    for (PublishedLine line : published) {
      if (line.id().task().equals(task)) {
        int series = data.getSeriesCount();
        data.addSeries(series(line));
        renderer.setSeriesPaint(series, color(line));
        renderer.setSeriesFillPaint(series, color(line));
        renderer.setSeriesStroke(series, PUBLISHED);
        renderer.setSeriesShape(series, marker(line));
        renderer.setSeriesShapesFilled(series, false);
      }
    }
    if (axis != Axis.ITERATIONS) {
      nameDepths(renderer, group);
    }
    LogAxis across =
        axis == Axis.ITERATIONS ? iterations() : new CostAxis(axis.label() + "; r at the points");
    DoubleSummaryStatistics range = range();
    across.setRange(range.getMin() / MARGIN, range.getMax() * MARGIN);
    across.setTickLabelInsets(DENSE);
    XYPlot panel = panel(task, data, across, renderer);
    if (axis == Axis.ITERATIONS) {
      markTraining(panel, group, range);
    }
    return panel;
  }

  static XYPlot panel(String title, XYDataset data, ValueAxis across, XYItemRenderer renderer) {
    style(across);
    XYPlot panel = new XYPlot(data, across, null, renderer);
    panel.setBackgroundPaint(Color.WHITE);
    panel.setOutlineVisible(false);
    panel.setDomainGridlinePaint(GRID);
    panel.setRangeGridlinePaint(GRID);
    panel.setDomainGridlineStroke(new BasicStroke(1));
    panel.setRangeGridlineStroke(new BasicStroke(1));
    // JFreeChart has no titles for panels; a bare axis on top carries one.
    NumberAxis name = new NumberAxis(title);
    style(name);
    name.setLabelFont(PANEL);
    name.setTickLabelsVisible(false);
    panel.setDomainAxis(1, name);
    return panel;
  }

  private static LogAxis iterations() {
    LogAxis iterations = new LogAxis(Axis.ITERATIONS.label());
    iterations.setBase(2);
    iterations.setNumberFormatOverride(format("0"));
    iterations.setStandardTickUnits(NumberAxis.createIntegerTickUnits()); // powers of two only
    return iterations;
  }

  /** Writes its r at each point, once for each run. */
  private void nameDepths(DeviationRenderer renderer, List<Curve> group) {
    renderer.setDefaultItemLabelFont(SMALL);
    if (axis == Axis.PARAMETERS) {
      renderer.setDefaultPositiveItemLabelPosition(BESIDE);
    }
    Set<String> named = new HashSet<>();
    for (int series = 0; series < group.size(); series++) {
      Curve curve = group.get(series);
      if (named.add(curve.run())) {
        renderer.setSeriesItemLabelGenerator(series, (data, of, item) -> depthsAt(curve, item));
        renderer.setSeriesItemLabelPaint(series, color(labels.indexOf(name(curve))));
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
  private void markTraining(XYPlot panel, List<Curve> group, DoubleSummaryStatistics range) {
    List<TrainedMark> marks = List.copyOf(trained(group));
    double middle = Math.sqrt(range.getMin() * range.getMax());
    for (int row = 0; row < marks.size(); row++) {
      marks.get(row).draw(panel, row, middle);
    }
    if (marks.size() == 1) {
      marks.get(0).shadeBeyond(panel, panel.getDomainAxis().getUpperBound());
    }
  }

  /** Of several runs each in its own colour; where they have a depth in common, the first one's. */
  private Collection<TrainedMark> trained(List<Curve> group) {
    boolean comparing = curves.stream().map(Curve::run).distinct().count() > 1;
    Map<String, TrainedMark> marks = new LinkedHashMap<>();
    for (Curve curve : group) {
      Color color = comparing ? color(labels.indexOf(name(curve))) : INK;
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
    return curve.label() + (curve.variant().isEmpty() ? "" : " " + curve.variant());
  }

  private YIntervalSeries series(Curve curve) {
    double scale = percent ? 100 : 1;
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

  /** How the lines with such labels look, in their order. */
  static LegendItemCollection legend(List<String> labels) {
    LegendItemCollection items = new LegendItemCollection();
    for (int look = 0; look < labels.size(); look++) {
      LegendItem item =
          new LegendItem(labels.get(look), null, null, null, marker(look), color(look));
      items.add(item);
    }
    return items;
  }

  /** Draws a series as the legend has it at a place. */
  static void look(XYItemRenderer renderer, int series, int place) {
    renderer.setSeriesPaint(series, color(place));
    renderer.setSeriesStroke(series, LINE);
    renderer.setSeriesShape(series, marker(place));
  }

  /** One item per metric, though several panels may show it. */
  private LegendItemCollection legend() {
    LegendItemCollection items = legend(labels);
    Set<String> named = new HashSet<>();
    for (PublishedLine line : published) {
      if (named.add(line.label())) {
        items.add(item(line));
      }
    }
    return items;
  }

  private LegendItem item(PublishedLine line) {
    return new LegendItem(
        line.label(),
        null,
        null,
        null,
        true,
        marker(line),
        false,
        color(line),
        true,
        color(line),
        new BasicStroke(1),
        true,
        new Line2D.Double(-9, 0, 9, 0),
        PUBLISHED,
        color(line));
  }

  /** Of the first measured curve that it lies under. */
  private Color color(PublishedLine line) {
    return curves.stream()
        .filter(curve -> curve.id().equals(line.id()))
        .findFirst()
        .map(curve -> color(labels.indexOf(name(curve))))
        .orElse(INK);
  }

  private Shape marker(PublishedLine line) {
    return marker(published.indexOf(line));
  }

  private static Color color(int look) {
    return PALETTE.get(look % PALETTE.size());
  }

  /** Circles and squares in turn, so that neighbours differ in print too. */
  private static Shape marker(int look) {
    return look % 2 == 0
        ? new Ellipse2D.Double(-3.5, -3.5, 7, 7)
        : new Rectangle2D.Double(-3, -3, 6, 6);
  }

  static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  private static void style(ValueAxis axis) {
    axis.setLabelFont(TEXT);
    axis.setTickLabelFont(TEXT);
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
  }
}
