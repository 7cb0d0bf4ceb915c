package dev.plumbline.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The page around the data: template, style and scripts in one file, under a
 * Content-Security-Policy that runs these scripts by their hashes and nothing else, and loads
 * nothing.
 */
final class Page {
  private static final String CHARTS = "echarts/echarts.min.js";

  /** In the order in which they build on each other. */
  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "data.js",
          "numbers.js",
          "theme.js",
          "curves.js",
          "published.js",
          "beyond.js",
          "chart.js",
          "curve-section.js",
          "summary.js",
          "table.js",
          "outcomes.js",
          "facts.js",
          "heatmap.js",
          "list.js",
          "document.js",
          "browser.js",
          "exits.js",
          "provenance.js",
          "main.js");

  private static final String DATA = "{{data}}";

  /** The page but for its data. */
  private static final String FRAME = frame();

  static String of(DataBlocks data) {
    return FRAME.replace(DATA, data.html());
  }

  private static String frame() {
    String style = resource("report.css");
    String charts = inline(resource(CHARTS));
    String script =
        inline(
            SCRIPTS.stream()
                .map(Page::resource)
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n")));
    String policy =
        "default-src 'none'; script-src %s %s; style-src %s; img-src data:; base-uri 'none';"
            + " form-action 'none'";
    return resource("page.html")
        .replace("{{policy}}", policy.formatted(hash(charts), hash(script), hash(style)))
        .replace("{{style}}", style)
        .replace("{{charts}}", charts)
        .replace("{{script}}", script);
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
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      // A browser hashes what it parsed, and parsing makes line ends uniform.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Page() {}
}
