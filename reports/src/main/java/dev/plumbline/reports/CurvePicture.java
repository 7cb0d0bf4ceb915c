package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.statistics.AgreeingScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Metrics against r, or against what it costs, as a picture for a page or a paper: a panel per
 * task, a logarithmic axis, the 95 % interval as a band.
 */
public final class CurvePicture {
  // In pixels: fits a README.
  private static final int WIDTH = 900;
  private static final int SINGLE_ROW = 330;
  private static final int ROW = 240;
  private static final int LEAST_ROW = 90;

  private CurvePicture() {}

  /**
   * Draws curves in their order, over r.
   *
   * @throws IllegalArgumentException for no points
   */
  public static Picture of(List<CurvePoint> points, String title) {
    Agreements all = new Agreements(Curve.of(points), Map.of());
    return ofCurves(all, List.of(), Axis.ITERATIONS, title, PictureStyle.USUAL);
  }

  /**
   * Draws runs into the same panels, several told apart by their names.
   *
   * @param beside what published curves are laid under them, over r alone
   * @throws IllegalArgumentException for no points
   * @throws PlumblineException if a run does not say where its points stand on the axis, or the
   *     picture is too small
   */
  public static Picture ofRuns(
      List<Run> runs, List<BesideReference> beside, Axis axis, String title, PictureStyle style) {
    List<PublishedLine> published = published(beside, axis);
    return ofCurves(drawn(runs, axis, published), published, axis, title, style);
  }

  /**
   * As {@link #ofRuns}, a picture for each task, by its name.
   *
   * @param title of all; the task's name follows it
   */
  public static Map<String, Picture> ofTasks(
      List<Run> runs, List<BesideReference> beside, Axis axis, String title, PictureStyle style) {
    List<PublishedLine> published = published(beside, axis);
    Agreements all = drawn(runs, axis, published);
    Map<String, Picture> pictures = new LinkedHashMap<>();
    for (String task : all.shown().stream().map(Curve::task).distinct().toList()) {
      List<PublishedLine> lines =
          published.stream().filter(line -> line.id().task().equals(task)).toList();
      pictures.put(task, ofCurves(all.of(task), lines, axis, title, style));
    }
    return pictures;
  }

  private static List<Curve> curves(List<Run> runs, Axis axis) {
    List<String> names = runs.size() == 1 ? List.of("") : RunNames.of(runs);
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      List<Curve> own = Curve.of(names.get(i), runs.get(i));
      requireKnown(axis, own, runs.get(i));
      curves.addAll(own);
    }
    return curves;
  }

  /** Beside published curves each has its own place. */
  private static Agreements drawn(List<Run> runs, Axis axis, List<PublishedLine> published) {
    List<Curve> all = curves(runs, axis);
    return published.isEmpty()
        ? Agreements.of(all, AgreeingScores.inAll(runs))
        : new Agreements(all, Map.of());
  }

  private static List<PublishedLine> published(List<BesideReference> beside, Axis axis) {
    return axis == Axis.ITERATIONS ? PublishedLine.of(beside) : List.of();
  }

  private static void requireKnown(Axis axis, List<Curve> curves, Run run) {
    for (Curve curve : curves) {
      if (curve.points().stream().anyMatch(point -> axis.of(curve, point).isEmpty())) {
        throw new PlumblineException(
            "%s: does not say the %s of %s, as imports and runs of earlier builds; sweep again, or"
                    .formatted(run.folder(), axis.label(), curve.task())
                + " leave out --x");
      }
    }
  }

  private static Picture ofCurves(
      Agreements drawn,
      List<PublishedLine> published,
      Axis axis,
      String title,
      PictureStyle style) {
    List<Curve> curves = drawn.shown();
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("no points to draw");
    }
    int panels = (int) curves.stream().map(Curve::task).distinct().count();
    int width = style.width().orElse(WIDTH);
    Wrapping wrapping =
        style.columns().isPresent()
            ? new Wrapping(width, Math.min(panels, style.columns().getAsInt()))
            : Wrapping.of(width, panels, style.fontSize());
    List<JFreeChart> rows = CurveChart.rows(curves, published, axis, title, style, wrapping);
    if (!drawn.others().isEmpty()) {
      rows.get(rows.size() - 1).addSubtitle(0, note(String.join("; ", drawn.sentences()), style));
    }
    return new Picture(rows, title, width, heights(rows, width, style));
  }

  private static TextTitle note(String text, PictureStyle style) {
    TextTitle note = new TextTitle(text, style.fonts().small());
    note.setPaint(Panels.INK);
    note.setPosition(RectangleEdge.BOTTOM);
    return note;
  }

  /** Of each row: its panels are as high as those of others, below the title, above the legend. */
  private static List<Integer> heights(List<JFreeChart> rows, int width, PictureStyle style) {
    List<Integer> texts = rows.stream().map(row -> Picture.heightOfTexts(row, width)).toList();
    int around = texts.stream().mapToInt(height -> height).sum();
    int usual = rows.size() == 1 ? SINGLE_ROW : ROW;
    int panel = (style.height().orElse(around + usual * rows.size()) - around) / rows.size();
    if (panel < LEAST_ROW) {
      throw new PlumblineException(
          "a picture of height %d has no room for %d rows of panels, title and legend; it needs %d,"
                  .formatted(
                      style.height().orElse(0), rows.size(), around + LEAST_ROW * rows.size())
              + " or fewer tasks, smaller letters or more columns");
    }
    List<Integer> heights = new ArrayList<>(texts.stream().map(text -> text + panel).toList());
    // What the division left over.
    int rest =
        style.height().orElse(around + usual * rows.size())
            - heights.stream().mapToInt(height -> height).sum();
    heights.set(0, heights.get(0) + rest);
    return heights;
  }
}
