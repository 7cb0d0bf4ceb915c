package dev.plumbline.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/** What panels of all pictures have in common. */
record Panels(Fonts fonts) {
  static {
    // The workaround, for bugs of early Java, draws the outlines of turned letters.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xE4E4E4);

  /** A row of panels that share an axis of values, under its title and above its legend. */
  JFreeChart titled(
      String title, CombinedRangeXYPlot panels, NumberAxis values, LegendItemCollection legend) {
    JFreeChart chart = row(title, panels, values, true);
    panels.setFixedLegendItems(legend);
    return chart;
  }

  /**
   * A row of panels that share an axis of values.
   *
   * @param title null where others stand above
   */
  JFreeChart row(String title, CombinedRangeXYPlot panels, NumberAxis values, boolean withLegend) {
    style(values);
    panels.setGap(14);
    JFreeChart chart = new JFreeChart(title, fonts.title(), panels, withLegend);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(title == null ? 0 : 10, 10, withLegend ? 6 : 0, 14));
    if (title != null) {
      chart.getTitle().setPaint(INK);
    }
    if (withLegend) {
      chart.getLegend().setFrame(BlockBorder.NONE);
      chart.getLegend().setItemFont(fonts.text());
      chart.getLegend().setItemPaint(INK);
      chart.getLegend().setItemLabelPadding(new RectangleInsets(2, 2, 2, 14));
    }
    return chart;
  }

  XYPlot panel(String title, XYDataset data, ValueAxis across, XYItemRenderer renderer) {
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
    name.setLabelFont(fonts.panel());
    name.setTickLabelsVisible(false);
    panel.setDomainAxis(1, name);
    return panel;
  }

  /** Room for a panel that a row lacks. */
  static XYPlot blank() {
    XYPlot panel = new XYPlot();
    panel.setBackgroundPaint(Color.WHITE);
    panel.setOutlineVisible(false);
    panel.setDomainGridlinesVisible(false);
    panel.setRangeGridlinesVisible(false);
    panel.setNoDataMessage(null);
    return panel;
  }

  static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  private void style(ValueAxis axis) {
    axis.setLabelFont(fonts.text());
    axis.setTickLabelFont(fonts.text());
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
  }
}
