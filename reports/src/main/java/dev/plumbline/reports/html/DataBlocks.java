package dev.plumbline.reports.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * The page's data: JSON and arrays, compressed with gzip and written as base64, which ends no
 * element and is markup to nobody.
 */
final class DataBlocks {
  private final StringBuilder html = new StringBuilder();
  private int count;

  /** Adds JSON under a name of its own, which is returned. */
  String add(String json) {
    return add(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds numbers, little-endian, under a name of their own, which is returned. */
  String add(float[] numbers) {
    byte[] bytes = new byte[numbers.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return add(bytes);
  }

  /** Adds numbers, little-endian, under a name of their own, which is returned. */
  String add(int[] numbers) {
    byte[] bytes = new byte[numbers.length * Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(numbers);
    return add(bytes);
  }

  /** Adds JSON under this name. */
  void add(String id, String json) {
    add(id, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes under a name of their own, which is returned. */
  String add(byte[] bytes) {
    String id = "data-" + count++;
    add(id, bytes);
    return id;
  }

  private void add(String id, byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    html.append("<script type=\"text/plain\" id=\"").append(id).append("\">");
    html.append(Base64.getEncoder().encodeToString(packed.toByteArray()));
    html.append("</script>\n");
  }

  /** Elements that a browser neither runs nor shows. */
  String html() {
    return html.toString();
  }
}
