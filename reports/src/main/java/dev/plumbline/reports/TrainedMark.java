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
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  static TrainedMark of(ModelFacts model, Color color) {
    return new TrainedMark(depth(model), model.trainedMean().isPresent(), text(model), color);
  }

  static String text(ModelFacts model) {
    return (model.trainedMean().isPresent() ? "trained: mean " : "trained up to ") + depth(model);
  }

  private static int depth(ModelFacts model) {
    return model.trainedMean().orElseGet(() -> model.trainedMost().orElse(1));
  }

  /** Nothing where the panel's points leave the depth out, or where it is their only one. */
  void draw(XYPlot panel, int least, int most) {
    if (depth < least || depth > most || least == most) {
      return;
    }
    if (!isMean && depth < most) {
      double end = panel.getDomainAxis().getUpperBound();
      IntervalMarker beyond = new IntervalMarker(depth, end, color);
      beyond.setAlpha(SHADE);
      panel.addDomainMarker(beyond, Layer.BACKGROUND);
    }
    Marker line = new ValueMarker(depth, color, LINE);
    line.setLabel(text);
    line.setLabelFont(TEXT);
    line.setLabelPaint(color);
    // On the side with more room.
    boolean left = (double) depth * depth > (double) least * most;
    line.setLabelAnchor(left ? RectangleAnchor.BOTTOM_LEFT : RectangleAnchor.BOTTOM_RIGHT);
    line.setLabelTextAnchor(left ? TextAnchor.BOTTOM_RIGHT : TextAnchor.BOTTOM_LEFT);
    panel.addDomainMarker(line, Layer.BACKGROUND);
  }
}
