package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import java.util.OptionalInt;

/**
 * How large a picture and its letters are; what is absent follows from what there is to draw.
 *
 * @param width of the whole picture, in pixels, as are height and font size
 * @param columns panels in a row
 */
public record PictureStyle(
    OptionalInt width, OptionalInt height, OptionalInt columns, int fontSize) {
  public static final PictureStyle USUAL =
      new PictureStyle(
          OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Fonts.USUAL.size());

  public PictureStyle {
    width.ifPresent(pixels -> require("width", pixels, 200, 8000, "pixels"));
    height.ifPresent(pixels -> require("height", pixels, 150, 8000, "pixels"));
    columns.ifPresent(panels -> require("columns", panels, 1, 20, "panels"));
    require("font size", fontSize, 6, 40, "pixels");
  }

  private static void require(String what, int given, int least, int most, String unit) {
    if (given < least || given > most) {
      throw new PlumblineException(
          "a picture's %s is from %d to %d %s; got %d".formatted(what, least, most, unit, given));
    }
  }

  Fonts fonts() {
    return new Fonts(fontSize);
  }
}
