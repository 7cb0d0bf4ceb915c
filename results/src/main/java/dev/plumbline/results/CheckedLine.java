package dev.plumbline.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A line that tells whether it is whole: text, a tab, and its CRC-32C (RFC 3720) in hex. */
final class CheckedLine {
  private static final int CHECK_LENGTH = 1 + 2 * Integer.BYTES;

  /** With the line's end; a lone surrogate, which UTF-8 cannot hold, becomes {@code ?}. */
  static byte[] encode(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] end = ("\t" + check(bytes) + "\n").getBytes(UTF_8);
    byte[] line = Arrays.copyOf(bytes, bytes.length + end.length);
    System.arraycopy(end, 0, line, bytes.length, end.length);
    return line;
  }

  /**
   * The text of a line.
   *
   * @param line without its end
   * @return nothing if the checksum says that the line is damaged
   */
  static Optional<String> decode(byte[] line) {
    int length = line.length - CHECK_LENGTH;
    if (length < 0) {
      return Optional.empty();
    }
    byte[] text = Arrays.copyOf(line, length);
    String end = new String(line, length, CHECK_LENGTH, UTF_8);
    return end.equals("\t" + check(text)) ? Optional.of(new String(text, UTF_8)) : Optional.empty();
  }

  private static String check(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private CheckedLine() {}
}
