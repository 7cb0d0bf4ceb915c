package dev.plumbline.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/**
 * How a line is drawn. Colours and marks go together, so that lines are told apart in grey too;
 * dashes tell apart what has a colour in common.
 */
record Look(Color color, Shape marker, boolean filled, BasicStroke stroke) {
  // Okabe and Ito (2008), and a grey: told apart with any colour vision.
  private static final List<Color> PALETTE =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x777777),
          new Color(0x000000));

  private static final List<Shape> MARKERS =
      List.of(
          new Ellipse2D.Double(-3.5, -3.5, 7, 7),
          new Rectangle2D.Double(-3, -3, 6, 6),
          polygon(0, -4.2, 4.2, 3.4, -4.2, 3.4),
          polygon(0, -4.6, 4.6, 0, 0, 4.6, -4.6, 0),
          polygon(0, 4.2, 4.2, -3.4, -4.2, -3.4),
          plus(),
          plus().createTransformedShape(AffineTransform.getRotateInstance(Math.PI / 4)),
          new Rectangle2D.Double(-1.5, -5, 3, 10));

  private static final BasicStroke SOLID =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private static final List<BasicStroke> STROKES =
      List.of(
          SOLID,
          dashed(6, 3),
          dashed(2, 3),
          dashed(10, 3, 2, 3),
          dashed(14, 4),
          dashed(6, 3, 2, 3, 2, 3));

  /** By a place alone: lines of one run. */
  static Look of(int place) {
    return new Look(color(place), marker(place), place / MARKERS.size() % 2 == 0, SOLID);
  }

  /** The colour and mark of a run, the dashes of what it is a line of. */
  static Look of(int run, int line) {
    return new Look(
        color(run),
        marker(run),
        line / STROKES.size() % 2 == 0,
        STROKES.get(line % STROKES.size()));
  }

  Look withStroke(BasicStroke other) {
    return new Look(color, marker, filled, other);
  }

  static BasicStroke dashed(float... lengths) {
    return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
  }

  static Color color(int place) {
    return PALETTE.get(place % PALETTE.size());
  }

  static Shape marker(int place) {
    return MARKERS.get(place % MARKERS.size());
  }

  void dress(XYLineAndShapeRenderer renderer, int series) {
    renderer.setSeriesPaint(series, color);
    renderer.setSeriesFillPaint(series, color);
    renderer.setSeriesStroke(series, stroke);
    renderer.setSeriesShape(series, marker);
    renderer.setSeriesShapesFilled(series, filled);
  }

  LegendItem item(String label) {
    return new LegendItem(
        label,
        null,
        null,
        null,
        true,
        marker,
        filled,
        color,
        !filled,
        color,
        new BasicStroke(1),
        true,
        new Line2D.Double(-14, 0, 14, 0),
        stroke,
        color);
  }

  private static Path2D plus() {
    return polygon(
        -1.4, -4.4, 1.4, -4.4, 1.4, -1.4, 4.4, -1.4, 4.4, 1.4, 1.4, 1.4, 1.4, 4.4, -1.4, 4.4, -1.4,
        1.4, -4.4, 1.4, -4.4, -1.4, -1.4, -1.4);
  }

  private static Path2D polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
