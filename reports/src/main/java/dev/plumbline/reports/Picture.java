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
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.Title;
import org.jfree.data.Range;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Charts of a size in pixels, one below the other, for a page or a paper. */
public final class Picture {
  /** Pixels of a PNG per pixel of the layout, for screens of high density. */
  private static final int PNG_SCALE = 2;

  /** The first is what Java's logical family usually is where the layout is measured. */
  private static final String FAMILIES =
      "'DejaVu Sans', Verdana, 'Helvetica Neue', Helvetica, Arial, sans-serif";

  private final List<JFreeChart> charts;
  private final String title;
  private final int width;
  private final List<Integer> heights;

  Picture(List<JFreeChart> charts, String title, int width, List<Integer> heights) {
    this.charts = List.copyOf(charts);
    this.title = title;
    this.width = width;
    this.heights = List.copyOf(heights);
  }

  private int height() {
    return heights.stream().mapToInt(height -> height).sum();
  }

  /** What a chart's title, legend and other texts around the plot take of its height. */
  static int heightOfTexts(JFreeChart chart, int width) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
    double room = chart.getPadding().trimWidth(width);
    RectangleConstraint constraint =
        new RectangleConstraint(new Range(0, room), new Range(0, 100_000));
    double height = chart.getPadding().getTop() + chart.getPadding().getBottom();
    if (chart.getTitle() != null) {
      height += chart.getTitle().arrange(graphics, constraint).getHeight();
    }
    for (int i = 0; i < chart.getSubtitleCount(); i++) {
      Title below = chart.getSubtitle(i);
      height += below.arrange(graphics, constraint).getHeight();
    }
    graphics.dispose();
    return (int) Math.ceil(height);
  }

  /** SVG whose text is text, to be found and edited; whoever shows it has the letters. */
  public String svg() {
    Document document = newDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    draw(graphics);

    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height());
    root.setAttribute("width", Integer.toString(width));
    root.setAttribute("height", Integer.toString(height()));
    root.setAttribute("role", "img");
    nameFamilies(root);
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

  private static void nameFamilies(Element element) {
    if (element.hasAttribute("font-family")) {
      element.setAttribute("font-family", FAMILIES);
    }
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element child) {
        nameFamilies(child);
      }
    }
  }

  private void draw(Graphics2D graphics) {
    int top = 0;
    for (int row = 0; row < charts.size(); row++) {
      charts.get(row).draw(graphics, new Rectangle2D.Double(0, top, width, heights.get(row)));
      top += heights.get(row);
    }
  }

  /** PNG, twice as large as the SVG. */
  public byte[] png() {
    BufferedImage image =
        new BufferedImage(PNG_SCALE * width, PNG_SCALE * height(), BufferedImage.TYPE_INT_ARGB);
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

  /** PDF of one page as large as the picture, whose text is text. */
  public byte[] pdf() {
    return PdfPage.of(this::draw, width, height(), title);
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
