package dev.plumbline.reports;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

/** Charts of a size in pixels, one below the other, for a page or a paper. */
public final class Picture {
  /** Pixels of a PNG per pixel of the layout, for screens of high density. */
  private static final int PNG_SCALE = 2;

  private final List<JFreeChart> charts;
  private final String title;
  private final int width;

  /** Of each chart. */
  private final int height;

  Picture(List<JFreeChart> charts, String title, int width, int height) {
    this.charts = List.copyOf(charts);
    this.title = title;
    this.width = width;
    this.height = height;
  }

  /** SVG whose letters are outlines, so that it looks the same wherever it is shown. */
  public String svg() {
    Document document = newDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    SVGGraphics2D graphics = new SVGGraphics2D(context, true);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    draw(graphics);

    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height * charts.size());
    root.setAttribute("width", Integer.toString(width));
    root.setAttribute("height", Integer.toString(height * charts.size()));
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

  private void draw(Graphics2D graphics) {
    for (int row = 0; row < charts.size(); row++) {
      charts.get(row).draw(graphics, new Rectangle2D.Double(0, row * height, width, height));
    }
  }

  /** PNG, twice as large as the SVG. */
  public byte[] png() {
    BufferedImage image =
        new BufferedImage(
            PNG_SCALE * width, PNG_SCALE * height * charts.size(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PNG_SCALE, PNG_SCALE);
    draw(graphics);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ChartUtils.writeBufferedImageAsPNG(out, image);
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
