package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.published.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published curves under measured ones, as a browser shows them. */
class PublishedCurvesBrowserTest extends BrowserTest {
  private static Path report;

  @TempDir static Path temp;

  @BeforeAll
  static void writeReport() throws IOException {
    Run run = Runs.small("tiny").write(temp.resolve("run"));
    Path reference =
        Files.writeString(
            temp.resolve("others.yaml"),
            """
            model: someone/big
            source: {kind: paper, title: "<b>Sums</b>", by: Someone, where: arXiv 1234.56789}
            curves:
              - benchmark: Sums
                task: sums
                metric: exact_match
                filter: number
                place: Table 1
                settings: {num_fewshot: 8, documents: 100}
                percent: {2: 40, 16: 90}
            """);
    String html =
        HtmlReport.of(
                List.of(run),
                List.of(
                    BesideReference.of(run, References.find(reference.toString())),
                    BesideReference.of(run, References.find("huginn-0125"))),
                false)
            .html();
    report = Files.writeString(temp.resolve("report.html"), html);
  }

  @SuppressWarnings("unchecked")
  private static List<String> lines(Page page) {
    return (List<String>)
        page.evaluate(
            "echarts.getInstanceByDom(document.getElementById('chart')).getOption().series"
                + ".filter(s => s.type === 'line')"
                + ".map(s => `${s.name} ${s.symbol} ${s.lineStyle.type}:"
                + " ${s.data.map(d => d.value.join('=')).join(', ')}`)");
  }

  @Test
  void publishedCurveIsDashedWithHollowMarksAndNamedAsPublished() {
    Page page = chromium.open(report);
    assertThat(lines(page))
        .hasSize(3)
        .contains("published: others (paper) emptyCircle 5,5: 2=40, 16=90");
    assertThat(
            page.evaluate(
                "echarts.getInstanceByDom(document.getElementById('chart')).getOption().xAxis[0].max"))
        .isEqualTo(16);
    assertThat(page.locator("#chart-caption")).containsText("published by others, not measured");
  }

  @Test
  void publishedNumbersAreKnownByIterationsAlone() {
    Page page = chromium.open(report);
    press(page, "FLOPs per token");
    assertThat(lines(page)).hasSize(2);
    press(page, "Iterations r");
    assertThat(lines(page)).hasSize(3);
  }

  @Test
  void tableHoldsBothTheirDifferenceAndWhatDiffers() {
    Page page = chromium.open(report);
    Locator part = page.locator("#published");
    assertThat(part.locator("tbody tr")).hasCount(2);
    assertThat(part.locator("tbody tr").first())
        .hasText("tinymeasured, and less published20.0 %45.0 %+5.060.0 %78.9 %");
    assertThat(part.locator("tbody tr").last()).hasText("published: others (paper)40.0 %90.0 %");
    assertThat(part).containsText("someone/big: Someone, <b>Sums</b>, arXiv 1234.56789");
    assertThat(part)
        .containsText(
            "Settings that differ: model: published someone/big, here tiny;"
                + " num_fewshot: published 8, here the task's own;"
                + " documents: published 100, here the first 2.");
    assertThat(part).containsText("huginn-0125 has no curve of the tasks and metrics of " + temp);
  }

  @Test
  void pointerTellsPublishedNumbersApart() {
    Page page = chromium.open(report);
    Map<?, ?> at =
        (Map<?, ?>)
            page.evaluate(
                "(() => { const c = document.getElementById('chart');"
                    + "const [x, y] = echarts.getInstanceByDom(c)"
                    + ".convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, [2, 43]);"
                    + "const b = c.getBoundingClientRect(); return {x: b.x + x, y: b.y + y}; })()");
    page.mouse().move(((Number) at.get("x")).doubleValue(), ((Number) at.get("y")).doubleValue());
    assertThat(page.locator(".tooltip")).containsText("45.0 %25.8–65.8n = 20");
    assertThat(page.locator(".tooltip"))
        .containsText("published: others (paper)r = 240.0 %published, not measured");
  }

  @Test
  void arrowKeysGoOverMeasuredCurvesAlone() {
    Page page = chromium.open(report);
    page.locator("#chart").focus();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#chart-reading")).containsText("facts, acc, r = 1");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#chart-reading")).containsText("sums, exact_match, number, r = 1");
  }

  @Test
  void savedPictureNamesThePublishedCurve() {
    Page page = chromium.open(report);
    Path svg = page.waitForDownload(() -> press(page, "SVG")).path();
    assertThat(svg).content().contains("published: others (paper)");
  }

  @Test
  void publishedTablesFitAPhoneAndAxeFindsNothingSerious() {
    Page page = chromium.open(report, new NewContextOptions().setViewportSize(390, 844));
    page.waitForSelector("#document h3");
    assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
        .isEqualTo(390);
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }
}
