package dev.plumbline.reports.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * The page's data: JSON, compressed with gzip and written as base64, which ends no element and is
 * markup to nobody.
 */
final class DataBlocks {
  private final StringBuilder html = new StringBuilder();
  private int count;

  /** Adds JSON under a name of its own, which is returned. */
  String add(String json) {
    String id = "data-" + count++;
    add(id, json);
    return id;
  }

  /** Adds JSON under this name. */
  void add(String id, String json) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
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
