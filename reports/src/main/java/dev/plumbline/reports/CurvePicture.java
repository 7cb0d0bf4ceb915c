package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics against r, or against what it costs, as a picture for a page or a paper: a panel per
 * task, a logarithmic axis, the 95 % interval as a band.
 */
public final class CurvePicture {
  // In pixels: fits a README; every panel past the sixth widens it.
  private static final int MIN_WIDTH = 900;
  private static final int WIDTH_PER_PANEL = 140;
  private static final int HEIGHT = 420;

  private CurvePicture() {}

  /**
   * Draws curves in their order, over r.
   *
   * @throws IllegalArgumentException for no points
   */
  public static Picture of(List<CurvePoint> points, String title) {
    return ofCurves(Curve.of(points), List.of(), Axis.ITERATIONS, title);
  }

  /**
   * Draws runs into the same panels, several told apart by their names.
   *
   * @param beside what published curves are laid under them, over r alone
   * @throws IllegalArgumentException for no points
   * @throws PlumblineException if a run does not say where its points stand on the axis
   */
  public static Picture ofRuns(
      List<Run> runs, List<BesideReference> beside, Axis axis, String title) {
    List<String> names = runs.size() == 1 ? List.of("") : RunNames.of(runs);
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      List<Curve> own = Curve.of(names.get(i), runs.get(i));
      requireKnown(axis, own, runs.get(i));
      curves.addAll(own);
    }
    return ofCurves(
        curves, axis == Axis.ITERATIONS ? PublishedLine.of(beside) : List.of(), axis, title);
  }

  private static void requireKnown(Axis axis, List<Curve> curves, Run run) {
    for (Curve curve : curves) {
      if (curve.points().stream().anyMatch(point -> axis.of(curve, point).isEmpty())) {
        throw new PlumblineException(
            "%s: does not say the %s of %s, as imports and runs of earlier builds; sweep again, or"
                    .formatted(run.folder(), axis.label(), curve.task())
                + " leave out --axis");
      }
    }
  }

  private static Picture ofCurves(
      List<Curve> curves, List<PublishedLine> published, Axis axis, String title) {
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("no points to draw");
    }
    long panels = curves.stream().map(Curve::task).distinct().count();
    int width = Math.max(MIN_WIDTH, WIDTH_PER_PANEL * (int) panels);
    return new Picture(
        List.of(CurveChart.of(curves, published, axis, title)), title, width, HEIGHT);
  }
}
