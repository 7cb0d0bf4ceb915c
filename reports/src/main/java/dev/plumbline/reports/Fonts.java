package dev.plumbline.reports;

import java.awt.Font;

/**
 * The sizes of a picture's letters.
 *
 * @param size of usual text, in pixels
 */
record Fonts(int size) {
  static final Fonts USUAL = new Fonts(12);

  Font title() {
    return font(Font.BOLD, 17);
  }

  Font panel() {
    return font(Font.BOLD, 13);
  }

  Font text() {
    return font(Font.PLAIN, 12);
  }

  Font mark() {
    return font(Font.PLAIN, 11);
  }

  Font small() {
    return font(Font.PLAIN, 10);
  }

  private Font font(int style, int usual) {
    return Letters.of(style, Math.round(usual * size / 12f));
  }
}
