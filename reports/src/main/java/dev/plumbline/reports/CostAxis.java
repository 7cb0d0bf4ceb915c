package dev.plumbline.reports;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis of large numbers, such as 200 M or 1.5 G. */
final class CostAxis extends LogAxis {
  private static final long serialVersionUID = 1;
  private static final String PREFIXES = " kMGTPE";

  /** Always one within a factor of 1.5, which is less than a picture's margins span. */
  private static final List<Double> DENSE = List.of(1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0);

  private static final List<Double> USUAL = List.of(1.0, 2.0, 5.0);
  private static final List<Double> SPARSE = List.of(1.0);

  CostAxis(String label) {
    super(label);
  }

  @Override
  protected List<NumberTick> refreshTicksHorizontal(
      Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
    return DoubleStream.of(ticks(getRange().getLowerBound(), getRange().getUpperBound()))
        .mapToObj(v -> new NumberTick(v, text(v), TextAnchor.TOP_CENTER, TextAnchor.TOP_CENTER, 0))
        .toList();
  }

  static double[] ticks(double least, double most) {
    double range = most / least;
    List<Double> digits = range <= 6 ? DENSE : range <= 100 ? USUAL : SPARSE;
    int first = (int) Math.floor(Math.log10(least));
    int last = (int) Math.ceil(Math.log10(most));
    return IntStream.rangeClosed(first, last)
        .mapToDouble(decade -> Math.pow(10, decade))
        .flatMap(power -> digits.stream().mapToDouble(digit -> digit * power))
        .filter(tick -> tick >= least && tick <= most)
        .toArray();
  }

  /** To three digits, with a prefix for each factor of a thousand. */
  static String text(double number) {
    int thousands = Math.max(0, (int) Math.floor(Math.log10(number) / 3 + 1e-9));
    String digits = String.format(Locale.ROOT, "%.3g", number / Math.pow(1000, thousands));
    String plain = digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits;
    return (plain + " " + PREFIXES.charAt(thousands)).strip();
  }
}
