package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a trace as a browser shows it. */
class TracePageBrowserTest extends BrowserTest {
  private static Path small;

  @TempDir static Path shared;

  @TempDir Path temp;

  @BeforeAll
  static void writePage() throws IOException {
    small = Files.writeString(shared.resolve("small.html"), TracePage.of(Traces.small()));
  }

  private Page open(TraceView view) throws IOException {
    return chromium.open(Files.writeString(temp.resolve("trace.html"), TracePage.of(view)));
  }

  private static Locator button(Page page, String section, String name) {
    return page.locator("#" + section)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void arraysArriveAsTheyWereWritten() throws IOException {
    TraceView view = Traces.small();
    Page page = chromium.open(small);
    Locator residual = page.locator("#map-reading");
    assertThat(residual).containsText("iteration 12: residual");
    page.locator("#text").focus();
    page.keyboard().press("End");
    page.keyboard().press("[");
    float expected = view.measures().get(0).values()[39 * 12 + 10];
    assertThat(number(residual.textContent())).isCloseTo(expected, percentage());
    page.locator("#document-controls select").selectOption("2");
    page.locator("#map canvas").nth(1).focus();
    page.keyboard().press("End");
    expected = view.measures().get(0).values()[124 * 12 + 10];
    assertThat(number(residual.textContent())).isCloseTo(expected, percentage());
  }

  private static Percentage percentage() {
    return Percentage.withPercentage(0.6);
  }

  private static float number(String reading) {
    return Float.parseFloat(reading.replaceAll(".*residual ", "").replace('−', '-'));
  }

  @Test
  void keysMoveAlongTheTextAndThroughTheIterations() {
    Page page = chromium.open(small);
    page.locator("#text").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#token-2")).hasAttribute("aria-selected", "true");
    assertThat(page.locator(".iteration")).hasText("11 of 12");
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("[");
    page.keyboard().press("[");
    page.keyboard().press("]");
    assertThat(page.locator("#token-1")).hasAttribute("aria-selected", "true");
    assertThat(page.locator(".iteration")).hasText("11 of 12");
    assertThat(page.locator("#reading")).containsText("Token 2 of 40: Natalia");

    page.locator("#map canvas").nth(1).focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator("#map-reading"))
        .containsText("Token 3 “ sold”, iteration 10: residual");
  }

  @Test
  void linkShowsTheSameView() throws IOException {
    Page page = chromium.open(small);
    page.locator("#document-controls select").selectOption("1");
    page.locator("#token-4").click();
    page.locator("#iteration-controls select").selectOption("entropy");
    button(page, "paths", "3-D").click();
    page.locator("#paths canvas").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("[");
    page.waitForURL(url -> url.contains("i=11"));
    assertThat(page.url()).contains("d=1", "t=4", "m=entropy", "mode=3d", "yaw=40");

    Page again = chromium.open(small, page.url().replaceAll(".*#", ""));
    assertThat(again.locator("#token-4")).hasAttribute("aria-selected", "true");
    assertThat(again.locator(".iteration")).hasText("11 of 12");
    assertThat(again.locator("#document-controls select")).hasValue("1");
    assertThat(again.locator("#iteration-controls select")).hasValue("entropy");
    assertThat(button(again, "paths", "3-D")).hasAttribute("aria-pressed", "true");
    // A part of the page is no view.
    again.evaluate("location.hash = '#lens'");
    assertThat(again.locator(".iteration")).hasText("11 of 12");
    again.evaluate("location.hash = '#d=2&t=3&i=4'");
    assertThat(again.locator(".iteration")).hasText("4 of 12");
    assertThat(again.locator("#iteration-controls select")).hasValue("residual");
    // Nonsense is looked past.
    again.evaluate("location.hash = '#d=99&t=x&i=-3&m=none&mode=4d'");
    assertThat(again.locator(".iteration")).hasText("0 of 12");
    assertThat(again.locator("#token-0")).hasAttribute("aria-selected", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paths", "map", "distributions"})
  void figuresAreSavedAsWellFormedSvg(String section) throws Exception {
    Page page = chromium.open(small);
    Download download = page.waitForDownload(() -> button(page, section, "Save SVG").click());
    String svg = Files.readString(download.path());
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    var root =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getLocalName()).isEqualTo("svg");
    assertThat(root.getElementsByTagName("text").getLength()).isGreaterThan(5);
    assertThat(svg).doesNotContain("NaN").doesNotContain("undefined");
  }

  @Test
  void figuresFollowDarkColours() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = chromium.open(small);
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
      // Of converging tokens, series-0 of the style sheet.
      String colour = scheme == ColorScheme.LIGHT ? "[0, 114, 178]" : "[74, 168, 224]";
      page.waitForTimeout(200);
      assertThat(
              ((Number)
                      page.evaluate(
                          "(() => { const c = document.querySelector('#paths canvas');"
                              + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                              + "const wanted = "
                              + colour
                              + "; let n = 0; for (let i = 0; i < d.length; i += 4)"
                              + " if (wanted.every((v, k) => d[i + k] === v)) n++; return n; })()"))
                  .intValue())
          .isGreaterThan(50);
    }
  }

  @Test
  void verdictsFilterDocuments() {
    Page page = chromium.open(small);
    button(page, "document-controls", "Wrong").click();
    assertThat(page.locator("#document-controls option")).hasText(new String[] {"sums 1 · wrong"});
    assertThat(page.locator("#text [role=option]")).hasCount(25);
  }

  @Test
  void lensMarksWhatIsSaidAtTheDeepest() {
    Page page = chromium.open(small);
    assertThat(page.locator("#lens tbody tr")).hasCount(24);
    assertThat(page.locator("#lens tbody tr").first().locator("td.said").last())
        .hasClass(Pattern.compile("same"));
    button(page, "lens", "Later").click();
    assertThat(page.locator("#lens-controls")).containsText("Tokens 25 to 40 of 40");
  }

  @Test
  void whatIsMissingIsSaidInWords() throws IOException {
    Page page = open(Traces.bare());
    assertThat(page.locator("#paths")).containsText("no principal components");
    assertThat(page.locator("#lens")).containsText("made without a lens");
    assertThat(page.locator("#document-controls")).containsText("not known");
    assertThat(page.locator("#notes")).containsText("iterated once");
    assertThat(page.locator("#text-legend")).containsText("no token has a value");
    assertThat(page.locator("#distributions")).containsText("No token has a value");
    assertThat(page.locator("#map-caption")).containsText("No token has a value");
    assertThat(page.locator("canvas:visible")).hasCount(0);
    assertThat(page.locator("#reading")).containsText("no rate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>throw 1</script>",
        "<!-- <script>",
        "\"'><img src=x onerror='throw 1'>",
        "\ud800 \u202e{{data}}"
      })
  void textsAreNoMarkup(String text) throws Exception {
    Page page = open(Traces.hostile(text));
    assertThat(page.locator("img, main script")).hasCount(0);
    Download download = page.waitForDownload(() -> button(page, "map", "Save SVG").click());
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Files.newInputStream(download.path()));
  }

  @Test
  void pageIsAccessibleInLightAndDark() {
    Page page = chromium.open(small);
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
      assertThat(
              new AxeBuilder(page)
                  .analyze().getViolations().stream()
                      .map(
                          v ->
                              v.getId()
                                  + " "
                                  + v.getNodes().get(0).getHtml()
                                  + v.getNodes().get(0).getFailureSummary()))
          .isEmpty();
    }
  }

  @Test
  void distributionsCountWhatTheyShow() {
    Page page = chromium.open(small);
    Locator rows = page.locator("#distributions-table tbody tr");
    assertThat(rows.filter(new Locator.FilterOptions().setHasText("wrong")))
        .containsText("wrong25");
    page.locator("#distributions-controls select").selectOption("~exponent");
    assertThat(rows).hasCount(3);
    assertThat(rows.nth(1)).containsText("right20");
    page.locator("#distributions-controls select").selectOption("~rate");
    assertThat(page.locator("#distributions-caption")).containsText("of 125 tokens have no value");
  }

  @Test
  void playStepsToTheLastIteration() {
    Page page = chromium.open(small);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Play the iterations"))
        .click();
    assertThat(page.locator(".iteration")).hasText("3 of 12");
    assertThat(page.locator(".iteration"))
        .hasText("12 of 12", new HasTextOptions().setTimeout(15000));
    assertThat(
            page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Play the iterations")))
        .isVisible();
  }

  @Test
  void phoneNeedsNoSidewaysScrolling() {
    Page page = chromium.open(small, new NewContextOptions().setViewportSize(375, 740));
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(375);
  }
}
