package dev.plumbline.reports;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawerDefaultFonts;
import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/** A drawing as a page of PDF, the same bytes for the same drawing. */
final class PdfPage {
  /** A pixel is the 96th part of an inch, a point the 72nd. */
  private static final float POINTS_PER_PIXEL = 0.75f;

  /**
   * Draws.
   *
   * @param width in pixels, as is height
   */
  static byte[] of(Consumer<Graphics2D> drawing, int width, int height, String title) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.setDocumentId(0L);
      document.getDocumentInformation().setTitle(title);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
      // Helvetica, which every reader of PDF has; letters that it lacks are outlines.
      graphics.setFontTextDrawer(new PdfBoxGraphics2DFontTextDrawerDefaultFonts());
      drawing.accept(graphics);
      graphics.dispose();
      PDPage page =
          new PDPage(new PDRectangle(POINTS_PER_PIXEL * width, POINTS_PER_PIXEL * height));
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.transform(Matrix.getScaleInstance(POINTS_PER_PIXEL, POINTS_PER_PIXEL));
        content.drawForm(graphics.getXFormObject());
      }
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PdfPage() {}
}
