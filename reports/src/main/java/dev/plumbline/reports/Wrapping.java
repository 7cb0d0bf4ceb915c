package dev.plumbline.reports;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/**
 * How panels stand in rows, and how long their texts may be.
 *
 * @param width of the picture, in pixels
 * @param columns panels in a row
 */
record Wrapping(int width, int columns) {
  private static final int MOST_COLUMNS = 4;

  /** The axis of values and the margins, which all panels of a row share, in pixels. */
  private static final int AROUND = 90;

  /** A line's sample beside its name in the legend, in pixels. */
  private static final int SAMPLE = 80;

  /** For letters of 12 pixels. */
  private static final int LEAST_PANEL = 130;

  // Fractions of pixels, as pictures may be scaled.
  private static final FontRenderContext LETTERS = new FontRenderContext(null, true, true);

  /** As many panels in a row as have room, at most four, and rows of about equal lengths. */
  static Wrapping of(int width, int panels, int fontSize) {
    int room = (width - AROUND * fontSize / 12) / (LEAST_PANEL * fontSize / 12);
    int most = Math.max(1, Math.min(MOST_COLUMNS, room));
    int rows = (panels + most - 1) / most;
    return new Wrapping(width, (panels + rows - 1) / rows);
  }

  /** A panel's title, shortened in its middle where the panel is too narrow. */
  String fitted(String text, Font font) {
    return fitted(text, font, (double) (width - AROUND) / columns);
  }

  /** On one side of a line across a panel, which has this share of the panel. */
  boolean hasRoomBeside(String text, Font font, double share) {
    double room = share * (width - AROUND) / columns - 8;
    return font.getStringBounds(text, LETTERS).getWidth() <= room;
  }

  String fittedLegend(String text, Font font) {
    return fitted(text, font, width - SAMPLE);
  }

  private static String fitted(String text, Font font, double room) {
    String shown = text;
    int kept = text.length();
    while (kept > 4 && font.getStringBounds(shown, LETTERS).getWidth() > room) {
      kept--;
      shown = text.substring(0, kept - kept / 2) + "…" + text.substring(text.length() - kept / 2);
    }
    return shown;
  }
}
