package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Metrics against r, or against what it costs, as a picture for a page or a paper: a panel per
 * task, a logarithmic axis, the 95 % interval as a band.
 */
public final class CurvePicture {
  // In pixels: fits a README; every panel past the sixth widens it.
  private static final int MIN_WIDTH = 900;
  private static final int WIDTH_PER_PANEL = 140;
  private static final int HEIGHT = 420;

  /** Pixels of a PNG per pixel of the layout, for screens of high density. */
  private static final int PNG_SCALE = 2;

  private final JFreeChart chart;
  private final String title;
  private final int width;

  private CurvePicture(JFreeChart chart, String title, int width) {
    this.chart = chart;
    this.title = title;
    this.width = width;
  }

  /**
   * Draws curves in their order, over r.
   *
   * @throws IllegalArgumentException for no points
   */
  public static CurvePicture of(List<CurvePoint> points, String title) {
    return ofCurves(Curve.of(points), List.of(), Axis.ITERATIONS, title);
  }

  /**
   * Draws runs into the same panels, several told apart by their names.
   *
   * @param beside what published curves are laid under them, over r alone
   * @throws IllegalArgumentException for no points
   * @throws PlumblineException if a run does not say where its points stand on the axis
   */
  public static CurvePicture ofRuns(
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

  private static CurvePicture ofCurves(
      List<Curve> curves, List<PublishedLine> published, Axis axis, String title) {
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("no points to draw");
    }
    long panels = curves.stream().map(Curve::task).distinct().count();
    int width = Math.max(MIN_WIDTH, WIDTH_PER_PANEL * (int) panels);
    return new CurvePicture(CurveChart.of(curves, published, axis, title), title, width);
  }

  /** SVG whose letters are outlines, so that it looks the same wherever it is shown. */
  public String svg() {
    Document document = newDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    SVGGraphics2D graphics = new SVGGraphics2D(context, true);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, HEIGHT));

    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + HEIGHT);
    root.setAttribute("width", Integer.toString(width));
    root.setAttribute("height", Integer.toString(HEIGHT));
    root.setAttribute("role", "img");
    Element name = document.createElementNS(SVGGraphics2D.SVG_NAMESPACE_URI, "title");
    name.setTextContent(title);
    root.insertBefore(name, root.getFirstChild());
    StringWriter out = new StringWriter();
    try {
      graphics.stream(root, out, true, false);
    } catch (SVGGraphics2DIOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** PNG, twice as large as the SVG. */
  public byte[] png() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ChartUtils.writeScaledChartAsPNG(out, chart, width, HEIGHT, PNG_SCALE, PNG_SCALE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Document newDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
