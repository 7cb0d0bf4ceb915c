package dev.plumbline.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Shows control characters other than line ends and tabs by their hexadecimal numbers: names and
 * texts from files may hold sequences that a terminal obeys. Also those that reverse the direction
 * of text, which make it look like another.
 */
final class InertWriter extends FilterWriter {
  InertWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    if (isInert((char) c)) {
      out.write(c);
    } else {
      out.write("\\u{" + Integer.toHexString(c) + "}");
    }
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(characters[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text.charAt(i));
    }
  }

  private static boolean isInert(char c) {
    boolean turnsText = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return c == '\n' || c == '\t' || !(Character.isISOControl(c) || turnsText);
  }
}
