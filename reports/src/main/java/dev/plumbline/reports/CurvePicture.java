package dev.plumbline.reports;

import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
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
 * Metrics against r as a picture for a page or a paper: a panel per task, r on a log2 axis, the 95
 * % interval as a band.
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
   * Draws curves in their order.
   *
   * @throws IllegalArgumentException for no points
   */
  public static CurvePicture of(List<CurvePoint> points, String title) {
    return ofCurves(Curve.of(points), List.of(), title);
  }

  /**
   * Draws several runs into the same panels, told apart by their names.
   *
   * @param beside what published curves are laid under them
   * @throws IllegalArgumentException for no points
   */
  public static CurvePicture ofRuns(List<Run> runs, List<BesideReference> beside, String title) {
    List<PublishedLine> published = PublishedLine.of(beside);
    if (runs.size() == 1) {
      return ofCurves(Curve.of(runs.get(0).curves()), published, title);
    }
    List<String> names = RunNames.of(runs);
    List<Curve> curves =
        IntStream.range(0, runs.size())
            .boxed()
            .flatMap(i -> Curve.of(names.get(i), runs.get(i).curves()).stream())
            .toList();
    return ofCurves(curves, published, title);
  }

  private static CurvePicture ofCurves(
      List<Curve> curves, List<PublishedLine> published, String title) {
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("no points to draw");
    }
    long panels = curves.stream().map(Curve::task).distinct().count();
    int width = Math.max(MIN_WIDTH, WIDTH_PER_PANEL * (int) panels);
    return new CurvePicture(CurveChart.of(curves, published, title), title, width);
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
