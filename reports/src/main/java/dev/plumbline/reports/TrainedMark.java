package dev.plumbline.reports;

import dev.plumbline.results.ModelFacts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/**
 * A line across a panel over r at the depth that a model was trained for. Where training never went
 * deeper, what lies beyond is shaded: accuracy usually falls there.
 *
 * @param isMean whether the depth is the mean of depths that were drawn in training
 */
record TrainedMark(int depth, boolean isMean, String text, Color color) {
  private static final BasicStroke LINE =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {3, 4}, 0);
  private static final float SHADE = 0.06f;
  private static final Color CLEAR = new Color(0, 0, 0, 0);

  static TrainedMark of(ModelFacts model, Color color) {
    return new TrainedMark(depth(model), model.trainedMean().isPresent(), text(model), color);
  }

  static String text(ModelFacts model) {
    return (model.trainedMean().isPresent() ? "trained: mean " : "trained up to ") + depth(model);
  }

  /** For narrow panels. */
  String shortText() {
    return (isMean ? "mean " : "up to ") + depth;
  }

  private static int depth(ModelFacts model) {
    return model.trainedMean().orElseGet(() -> model.trainedMost().orElse(1));
  }

  /** Whether a curve over these depths shows what training was worth. */
  boolean isWithin(int least, int most) {
    return least < most && depth >= least && depth <= most;
  }

  /**
   * Draws it into a panel.
   *
   * @param row of its text among those of other marks, from the bottom, where curves seldom are
   * @param middle of the panel's range
   * @param shown as much of the text as has room
   */
  void draw(XYPlot panel, int row, double middle, String shown, Font font) {
    Marker line = new ValueMarker(depth, color, LINE);
    line.setLabel(shown);
    line.setLabelFont(font);
    line.setLabelPaint(color);
    line.setLabelBackgroundColor(CLEAR);
    line.setLabelOffset(new RectangleInsets(3, 3, 3 + row * (font.getSize() + 3), 3));
    // On the side with more room.
    boolean left = depth > middle;
    line.setLabelAnchor(left ? RectangleAnchor.BOTTOM_LEFT : RectangleAnchor.BOTTOM_RIGHT);
    line.setLabelTextAnchor(left ? TextAnchor.BOTTOM_RIGHT : TextAnchor.BOTTOM_LEFT);
    panel.addDomainMarker(line, Layer.BACKGROUND);
  }

  void shadeBeyond(XYPlot panel, double end) {
    if (!isMean) {
      IntervalMarker beyond = new IntervalMarker(depth, end, color);
      beyond.setAlpha(SHADE);
      panel.addDomainMarker(beyond, Layer.BACKGROUND);
    }
  }
}
