package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it. */
class HtmlReportBrowserTest extends BrowserTest {
  private static Path small;

  @TempDir static Path shared;

  @TempDir Path temp;

  @BeforeAll
  static void writeReport() throws IOException {
    small = page(Runs.small("tiny").write(shared.resolve("run")));
  }

  /** The report of runs, beside the first one's folder. */
  private static Path page(Run... runs) throws IOException {
    String html = HtmlReport.of(List.of(runs), false).html();
    return Files.writeString(Path.of(runs[0].folder() + ".html"), html);
  }

  private static Page small() {
    return chromium.open(small);
  }

  /** The lines that are drawn, as {@code name: x=y, x=y}. */
  private static List<?> lines(Page page) {
    return (List<?>)
        page.evaluate(
            "echarts.getInstanceByDom(document.getElementById('chart')).getOption().series"
                + ".filter(s => s.type === 'line')"
                + ".map(s => `${s.name}: ${s.data.map(d => d.value.join('=')).join(', ')}`)");
  }

  private static Number number(Page page, String script) {
    return (Number) page.evaluate(script);
  }

  @Test
  void curvesAreTheRunsOwnAndLeaveInkOnTheCanvas() throws IOException {
    Page page = small();
    assertThat(lines(page))
        .isEqualTo(
            List.of(
                "exact_match, number: 1=20, 2=45, 4=60, 8=78.94736842105263",
                "acc: 1=0, 2=0, 4=100, 8=100"));
    int blue =
        number(
                page,
                "(() => { const c = document.querySelector('#chart canvas');"
                    + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                    + "let n = 0; for (let i = 0; i < d.length; i += 4)"
                    + " if (d[i] === 0 && d[i + 1] === 114 && d[i + 2] === 178) n++; return n; })()")
            .intValue();
    assertThat(blue).isGreaterThan(500);
  }

  @Test
  void pointerAndArrowKeysTellNumbersWithTheirIntervals() throws IOException {
    Page page = small();
    Map<?, ?> at =
        (Map<?, ?>)
            page.evaluate(
                "(() => { const c = document.getElementById('chart');"
                    + "const [x, y] = echarts.getInstanceByDom(c)"
                    + ".convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, [2, 45]);"
                    + "const b = c.getBoundingClientRect(); return {x: b.x + x, y: b.y + y}; })()");
    page.mouse().move(((Number) at.get("x")).doubleValue(), ((Number) at.get("y")).doubleValue());
    assertThat(page.locator(".tooltip")).containsText("r = 2");
    // Wilson's interval of 9 in 20, as R's binom::binom.wilson gives it: 0.2582, 0.6579.
    assertThat(page.locator(".tooltip")).containsText("45.0 %25.8–65.8n = 20");

    page.locator("#chart").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#chart-reading")).containsText("facts, acc, r = 2: 0.0 %");
  }

  @Test
  void axesPanelsAndLegendCanBeSwitched() throws IOException {
    Page page = small();
    press(page, "FLOPs per token");
    assertThat(lines(page).get(1)).isEqualTo("acc: 1000000=0, 2000000=0, 4000000=100, 8000000=100");
    press(page, "Seconds");
    press(page, "Overlaid");
    assertThat(lines(page)).hasSize(2);
    assertThat(lines(page).get(1)).isEqualTo("facts: 1=0, 2=0, 4=100, 8=100");
    press(page, "sums");
    assertThat(lines(page)).hasSize(1);
    press(page, "sums");
    assertThat(lines(page)).hasSize(2);
  }

  @Test
  void filtersFindWhatDepthDidToDocuments() throws IOException {
    Page page = small();
    assertThat(page.locator("#filters"))
        .hasText(
            "All20Right only at large r11Overthought1Never right4Always right4"
                + "No answer found1Failed1");
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Overthought")).click();
    assertThat(page.locator("#list [role=option]")).hasCount(1);
    assertThat(page.locator("#list [role=option]")).containsText("overthought");
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Failed")).click();
    page.locator("#list [role=option]").click();
    assertThat(page.locator("#document")).containsText("out of memory");
  }

  @Test
  void browserShowsPromptTargetAndAnswersSideBySide() throws IOException {
    Page page = small();
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Overthought")).click();
    page.locator("#list").focus();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#document h3")).hasText("sums · document 19");
    assertThat(page.locator("#document")).containsText("Q: 19+1? A:");
    assertThat(page.locator("#document details")).containsText("Add the numbers");
    assertThat(page.locator(".answer"))
        .containsText(
            new String[] {
              "r = 1wrong", "r = 2right↑ turns right", "r = 4wrong↓ turns wrong", "r = 8wrong"
            });
    assertThat(page.locator(".answer").last()).containsText("it is 152");

    page.locator("#document-controls select").nth(1).selectOption("facts");
    assertThat(page.locator(".loglikelihood canvas")).isVisible();
    assertThat(page.locator(".choices .target")).containsText("so");
  }

  @Test
  void numbersCanBeSortedAndFiltered() throws IOException {
    Page page = small();
    page.getByLabel("Filter the numbers").fill("facts r=4");
    assertThat(page.locator("#table tbody tr")).hasCount(1);
    page.getByLabel("Filter the numbers").fill("");
    page.locator("#table th button:has-text('Mean')").click();
    page.locator("#table th button:has-text('Mean')").click();
    assertThat(page.locator("#table tbody tr").first()).containsText("100.0 %");
    assertThat(page.locator("#table th[aria-sort=descending]")).containsText("Mean");
  }

  @Test
  void severalRunsShareOneChartAndOneDocument() throws IOException {
    Page page =
        chromium.open(
            page(
                Runs.small("first").write(temp.resolve("first")),
                Runs.small("second").write(temp.resolve("second"))));
    assertThat(lines(page)).hasSize(4);
    assertThat(page.locator("#document .run")).hasText(new String[] {"first", "second"});
    press(page, "second");
    assertThat(lines(page)).hasSize(2);
  }

  @Test
  void curvesAreSavedAsSvgPngAndCsv() throws Exception {
    Page page = small();
    Path svg = saved(page, "SVG");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertThat(Files.readString(svg))
        .contains("sums")
        .contains("#0072b2".length() > 0 ? "<path" : "");
    assertThat(Files.readAllBytes(saved(page, "PNG"))).startsWith(0x89, 'P', 'N', 'G');
    assertThat(Files.readAllLines(saved(page, "CSV")))
        .hasSize(9)
        // Wilson's lower end for n of n is n / (n + 1.959964^2), here 20 / 23.841459.
        .anyMatch(
            line ->
                line.startsWith("tiny,facts,acc,,4,20,1,0,0.838874")
                    && line.endsWith("4000000,1000,4"));
  }

  private static Path saved(Page page, String format) {
    Download download = page.waitForDownload(() -> press(page, format));
    return download.path();
  }

  @Test
  void darkAndPrintHaveTheirOwnColours() throws IOException {
    Page page = chromium.open(small, new NewContextOptions().setColorScheme(ColorScheme.DARK));
    String background = "getComputedStyle(document.body).backgroundColor";
    String line =
        "echarts.getInstanceByDom(document.getElementById('chart')).getOption().series[0].color";
    assertThat(page.evaluate(background)).isEqualTo("rgb(20, 23, 27)");
    assertThat(page.evaluate(line)).isEqualTo("rgb(74, 168, 224)");
    page.locator("#theme").click();
    assertThat(page.evaluate(background)).isEqualTo("rgb(255, 255, 255)");
    page.locator("#theme").click();
    page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
    page.waitForCondition(() -> "rgb(0, 114, 178)".equals(page.evaluate(line)));
    assertThat(page.evaluate(background)).isEqualTo("rgb(255, 255, 255)");
    assertThat(page.locator("#curve-controls")).isHidden();
  }

  @Test
  void phoneNeedsNoSidewaysScrolling() throws IOException {
    Page page = chromium.open(small, new NewContextOptions().setViewportSize(390, 844));
    assertThat(number(page, "document.documentElement.scrollWidth").intValue()).isEqualTo(390);
  }

  @Test
  void axeFindsNothingSerious() throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = chromium.open(small, new NewContextOptions().setColorScheme(scheme));
      page.waitForSelector("#document h3");
      assertThat(new AxeBuilder(page).analyze().getViolations())
          .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
          .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
          .isEmpty();
    }
  }

  @Test
  void hostileTextIsInert() throws Exception {
    Run run = Runs.hostile().write(temp.resolve("hostile"));
    // JSON can hold half a character by its number, though UTF-8 cannot.
    for (String name : List.of("samples.jsonl", "documents.jsonl")) {
      Path file = run.folder().resolve(name);
      Files.writeString(file, Files.readString(file).replace("HALF", "\\ud800"));
    }
    Page page = chromium.open(page(run));
    page.waitForSelector("#document h3");
    for (Locator option : page.locator("#list [role=option]").all()) {
      option.click();
      page.waitForTimeout(200);
    }
    assertThat(page.evaluate("window.hacked")).isNull();
    assertThat(page.locator("img, iframe, main script, main style")).hasCount(0);
    assertThat(page.locator("#document")).containsText("<img src=x onerror='window.hacked=1'>");
    // The mark that turns text round and half a character are shown by their numbers.
    assertThat(page.locator("#document").getByText("U+202E").first()).isVisible();
    assertThat(page.locator("#document").getByText("U+D800").first()).isVisible();
    assertThat(page.evaluate("document.body.innerText.includes('\\u202e')")).isEqualTo(false);

    page.locator("#list [role=option]").first().click();
    assertThat(page.locator(".answer").last()).containsText("more of 1,050,000 characters");
    assertThat(number(page, "document.querySelector('#document').textContent.length").intValue())
        .isLessThan(20_000);
    page.locator(".answer .more").click();
    assertThat(number(page, "document.querySelector('#document').textContent.length").intValue())
        .isGreaterThan(100_000);

    Path svg = saved(page, "SVG");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertThat(Files.readString(svg)).doesNotContain("<script").doesNotContain("<img");
  }

  @Test
  void policyStopsScriptsThatAreNotThePages() throws IOException {
    Page page = small();
    page.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.hacked=1';"
            + " document.body.append(s); })()");
    assertThat(page.evaluate("window.hacked")).isNull();
    chromium.forgetComplaints();
  }
}
