package dev.plumbline.reports;

import dev.plumbline.results.exits.ExitCalibration;
import dev.plumbline.results.exits.Reliability;
import dev.plumbline.results.exits.StepHistogram;
import dev.plumbline.results.exits.TokenKind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lays out {@link ExitPicture}s: a panel per task and point. */
final class ExitChart {
  private static final BasicStroke DIAGONAL =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0);
  private static final Color GREY = new Color(0x888888);
  private static final Panels PANELS = new Panels(Fonts.USUAL);
  private static final String IDEAL = "as often as predicted";

  /** How many of each kind's tokens took so many iterations, in percent of the kind. */
  static JFreeChart steps(List<StepHistogram> histograms, String title) {
    List<TokenKind> kinds =
        Stream.of(TokenKind.values())
            .filter(kind -> histograms.stream().anyMatch(h -> h.tokens().containsKey(kind)))
            .toList();
    NumberAxis share = percent("tokens of a kind");
    CombinedRangeXYPlot panels = new CombinedRangeXYPlot(share);
    for (StepHistogram histogram : histograms) {
      XYSeriesCollection data = new XYSeriesCollection();
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
      for (Map.Entry<TokenKind, SortedMap<Integer, Long>> kind : histogram.tokens().entrySet()) {
        int look = kinds.indexOf(kind.getKey());
        Look.of(look).dress(renderer, data.getSeriesCount());
        data.addSeries(shares(kind, histogram.point().iterations()));
      }
      NumberAxis iterations = new NumberAxis("iterations");
      iterations.setRange(0.5, histogram.point().iterations() + 0.5);
      iterations.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
      panels.add(
          PANELS.panel(
              histogram.task() + ", r=" + histogram.point().label(), data, iterations, renderer));
    }
    return PANELS.titled(
        title, panels, share, legend(kinds.stream().map(TokenKind::word).toList()));
  }

  /** With zeros between, so that no line bridges what did not happen. */
  private static XYSeries shares(
      Map.Entry<TokenKind, SortedMap<Integer, Long>> kind, int mostIterations) {
    XYSeries series = new XYSeries(kind.getKey().word());
    double all = StepHistogram.count(kind.getValue());
    for (int steps = 1; steps <= mostIterations; steps++) {
      series.add(steps, 100 * kind.getValue().getOrDefault(steps, 0L) / all);
    }
    return series;
  }

  /** Over the predicted share, the share that was enough, by bin. */
  static JFreeChart calibration(List<ExitCalibration> all, String title) {
    NumberAxis observed = percent("enough");
    observed.setRange(0, 102);
    CombinedRangeXYPlot panels = new CombinedRangeXYPlot(observed);
    List<String> names = new ArrayList<>();
    for (ExitCalibration calibration : all) {
      XYSeriesCollection data = new XYSeriesCollection();
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
      XYSeries ideal = new XYSeries(IDEAL);
      ideal.add(0, 0);
      ideal.add(100, 100);
      data.addSeries(ideal);
      renderer.setSeriesPaint(0, GREY);
      renderer.setSeriesStroke(0, DIAGONAL);
      renderer.setSeriesShapesVisible(0, false);
      calibration.claimed().ifPresent(r -> add("the gate's own", r, names, data, renderer));
      calibration.learned().ifPresent(r -> add("learned", r, names, data, renderer));
      NumberAxis predicted = percent("predicted");
      predicted.setRange(-6, 106);
      panels.add(
          PANELS.panel(
              calibration.task() + ", r=" + calibration.point().label(),
              data,
              predicted,
              renderer));
    }
    return PANELS.titled(title, panels, observed, legend(names));
  }

  private static void add(
      String name,
      Reliability reliability,
      List<String> names,
      XYSeriesCollection data,
      XYLineAndShapeRenderer renderer) {
    if (!names.contains(name)) {
      names.add(name);
    }
    Look.of(names.indexOf(name)).dress(renderer, data.getSeriesCount());
    XYSeries series = new XYSeries(name);
    reliability.bins().forEach(bin -> series.add(100 * bin.predicted(), 100 * bin.observed()));
    data.addSeries(series);
  }

  private static LegendItemCollection legend(List<String> labels) {
    LegendItemCollection items = new LegendItemCollection();
    for (int place = 0; place < labels.size(); place++) {
      items.add(Look.of(place).item(labels.get(place)));
    }
    return items;
  }

  private static NumberAxis percent(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setNumberFormatOverride(Panels.format("0.#'%'"));
    return axis;
  }

  private ExitChart() {}
}
