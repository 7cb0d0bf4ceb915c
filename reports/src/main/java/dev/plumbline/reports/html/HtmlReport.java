package dev.plumbline.reports.html;

import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.statistics.Saturation;
import dev.plumbline.results.statistics.SweepStatistics;
import java.util.List;
import java.util.OptionalInt;

/**
 * One or more runs as a page.
 *
 * <p>Prompts and answers are kept whole where the page then stays below 10 MB. Otherwise all of
 * them are shortened to the same length, the largest of a few that fits, and the page says so.
 */
public final class HtmlReport {
  private static final int MAX_BYTES = 10_000_000;

  /** In characters. The last is taken whether it fits or not. */
  private static final List<Integer> TEXT_LENGTHS = List.of(4000, 1000, 250);

  private final String html;
  private final OptionalInt textLength;

  private HtmlReport(String html, OptionalInt textLength) {
    this.html = html;
    this.textLength = textLength;
  }

  /**
   * Reads the runs.
   *
   * @param fullText whether prompts and answers are kept whole, however large the page gets
   * @throws dev.plumbline.protocol.PlumblineException if a run is broken
   */
  public static HtmlReport of(List<Run> runs, boolean fullText) {
    return of(runs, List.of(), fullText);
  }

  /**
   * Reads the runs and lays published curves under theirs.
   *
   * @param beside the runs beside references
   * @param fullText whether prompts and answers are kept whole, however large the page gets
   * @throws dev.plumbline.protocol.PlumblineException if a run is broken
   */
  public static HtmlReport of(List<Run> runs, List<BesideReference> beside, boolean fullText) {
    PublishedData published = new PublishedData(runs, beside);
    List<List<SweepStatistics>> statistics =
        runs.stream().map(run -> SweepStatistics.of(run, Saturation.DEFAULT_MARGIN)).toList();
    BeyondData beyond = BeyondData.of(runs);
    ComparisonData comparisons = ComparisonData.of(runs);
    HtmlReport report =
        render(runs, statistics, published, beyond, comparisons, OptionalInt.empty());
    for (int length : TEXT_LENGTHS) {
      if (fullText || report.html.length() <= MAX_BYTES) {
        break;
      }
      report = render(runs, statistics, published, beyond, comparisons, OptionalInt.of(length));
    }
    return report;
  }

  private static HtmlReport render(
      List<Run> runs,
      List<List<SweepStatistics>> statistics,
      PublishedData published,
      BeyondData beyond,
      ComparisonData comparisons,
      OptionalInt textLength) {
    DataBlocks blocks = new DataBlocks();
    new ReportData(runs, statistics, published, beyond, comparisons, new Texts(textLength), blocks)
        .write();
    return new HtmlReport(Page.of(blocks), textLength);
  }

  /** The page; ASCII but for its own few signs, so that its length is about its size in bytes. */
  public String html() {
    return html;
  }

  /** To how many characters long texts were shortened; absent if all are whole. */
  public OptionalInt textLength() {
    return textLength;
  }
}
