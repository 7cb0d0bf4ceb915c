package dev.plumbline.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A page but for its data: template, styles and scripts in one file, under a
 * Content-Security-Policy that runs these scripts by their hashes and nothing else, and loads
 * nothing.
 */
final class Frame {
  private static final String DATA = "{{data}}";

  private final String html;

  /**
   * Reads a page's parts, which are resources beside this class.
   *
   * @param libraries scripts of others, each of which stays on its own
   * @param scripts our own, in the order in which they build on each other
   */
  Frame(String page, List<String> styles, List<String> libraries, List<String> scripts) {
    String style = styles.stream().map(Frame::resource).collect(Collectors.joining("\n"));
    List<String> others = libraries.stream().map(name -> inline(resource(name))).toList();
    String script =
        inline(
            scripts.stream()
                .map(Frame::resource)
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n")));
    String hashes =
        Stream.concat(others.stream(), Stream.of(script))
            .map(Frame::hash)
            .collect(Collectors.joining(" "));
    String policy =
        "default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none';"
            + " form-action 'none'";
    html =
        resource(page)
            .replace("{{policy}}", policy.formatted(hashes, hash(style)))
            .replace("{{style}}", style)
            .replace(
                "{{libraries}}",
                others.stream()
                    .map(s -> "<script>" + s + "</script>\n")
                    .collect(Collectors.joining()))
            .replace("{{script}}", script);
  }

  String with(DataBlocks data) {
    return html.replace(DATA, data.html());
  }

  /** What an HTML parser would take for the script's end, or for the start of a nested one. */
  private static String inline(String script) {
    if (script.contains("</script") || script.contains("<!--")) {
      throw new IllegalStateException("a script of the report cannot stand inside HTML");
    }
    return script;
  }

  private static String hash(String content) {
    return "'sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(content)) + "'";
  }

  private static String resource(String name) {
    try (InputStream in = Frame.class.getResourceAsStream(name)) {
      // A browser hashes what it parsed, and parsing makes line ends uniform.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
