package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The font that pictures are drawn with: the machine's sans serif; where it has none, as containers
 * with a JDK alone, Liberation Sans, which comes with PDFBox and is as wide as Arial and Helvetica.
 */
final class Letters {
  private static final String LIBERATION_SANS =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** A configuration of the JDK's in which no font is the system's. */
  private static final String NO_FONTS = "version=1\nsequence.allfonts=default\n";

  /** How the JDK is told of another configuration than fontconfig's. */
  private static final String CONFIGURATION = "sun.awt.fontconfig";

  /** Null until it is asked for: where there is none, each who asks is told so. */
  private static Font font;

  private Letters() {}

  static synchronized Font of(int style, float size) {
    if (font == null) {
      font = found();
    }
    return font.deriveFont(style, size);
  }

  private static Font found() {
    try {
      Font machines = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      measure(machines);
      return machines;
    } catch (RuntimeException | Error e) {
      return brought();
    }
  }

  /** What the JDK throws without fontconfig, or without a font, it throws at the first measure. */
  private static void measure(Font font) {
    font.getStringBounds("r", new FontRenderContext(null, true, true));
  }

  private static Font brought() {
    try (InputStream file = Letters.class.getResourceAsStream(LIBERATION_SANS)) {
      Path none = Files.createTempFile("plumbline", ".properties");
      Files.writeString(none, NO_FONTS);
      System.setProperty(CONFIGURATION, none.toString());
      Font font = Font.createFont(Font.TRUETYPE_FONT, file);
      measure(font);
      Files.delete(none);
      return font;
    } catch (IOException | FontFormatException | RuntimeException | Error e) {
      throw new PlumblineException(
          "pictures need fonts, and this machine has none that Java finds; install fontconfig and a"
              + " font (Debian: apt-get install fontconfig fonts-dejavu-core)",
          e instanceof Exception cause ? cause : new IllegalStateException(e));
    }
  }
}
