package dev.plumbline.reports.html;

import java.util.List;

/** The page around the data of runs. */
final class Page {
  private static final Frame FRAME =
      new Frame(
          "page.html",
          List.of("report.css"),
          List.of("echarts/echarts.min.js"),
          List.of(
              "dom.js",
              "unpack.js",
              "data.js",
              "numbers.js",
              "theme.js",
              "place.js",
              "curves.js",
              "published.js",
              "beyond.js",
              "chart.js",
              "curve-section.js",
              "summary.js",
              "gains.js",
              "unscored.js",
              "table.js",
              "outcomes.js",
              "facts.js",
              "heatmap.js",
              "list.js",
              "document.js",
              "search.js",
              "flips.js",
              "browser.js",
              "comparison.js",
              "exits.js",
              "provenance.js",
              "main.js"));

  static String of(DataBlocks data) {
    return FRAME.with(data);
  }

  private Page() {}
}
