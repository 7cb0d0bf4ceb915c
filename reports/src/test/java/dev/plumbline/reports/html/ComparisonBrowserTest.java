package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.results.Run;
import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.Flip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against the first one, as {@code plumbline compare} tells them. */
class ComparisonBrowserTest extends BrowserTest {
  private static Run first;
  private static Run second;
  private static Path file;

  @TempDir static Path shared;

  /** The second asks one document in other words, lacks one, and has one more. */
  @BeforeAll
  static void writeReport() throws IOException {
    first = run("first", 0, 0, 16);
    second = run("second", 1, 1, 17);
    Run other = Runs.hostile().write(shared.resolve("other"));
    String html = HtmlReport.of(List.of(first, second, other), false).html();
    file = Files.writeString(shared.resolve("runs.html"), html);
  }

  private static Run run(String name, int shift, int from, int to) {
    MadeRun run = new MadeRun(name, 1, 4);
    for (int i = from; i < to; i++) {
      String asked = "Q: " + i + (i == 6 ? "+" + shift : "");
      run.generate("sums", i, asked, List.of("Q:"), "" + i);
      for (int r : run.depths()) {
        boolean right = (7 * i + 3 * r * shift) % 5 < 2;
        run.scored(
            "sums", i, r, "exact_match", right ? 1 : 0, new Generation("" + right, Map.of()));
      }
    }
    return run.write(shared.resolve(name));
  }

  private static List<String> flipped(int r, double before) {
    return Flip.of(first, second).stream()
        .filter(flip -> flip.id().point().iterations() == r && flip.before() == before)
        .map(flip -> flip.id().document().number())
        .sorted()
        .map(String::valueOf)
        .toList();
  }

  private static List<String> listed(Page page) {
    return page.locator("#list .id").allTextContents().stream()
        .map(Integer::valueOf)
        .sorted()
        .map(String::valueOf)
        .toList();
  }

  @Test
  void numbersAreThoseOfCompare() {
    Page page = chromium.open(file);
    List<Comparison.Row> rows = Comparison.of(first, second).rows();
    assertThat(rows).hasSize(2);
    Locator cells = page.locator(".comparison td");
    assertThat(cells).hasCount(2);
    for (int i = 0; i < rows.size(); i++) {
      var difference = rows.get(i).difference();
      var interval = difference.interval().orElseThrow();
      assertThat(cells.nth(i))
          .hasText(
              String.format(
                      Locale.ROOT,
                      "%+.1f%+.1f to %+.1fp = %.3f-%d+%d",
                      100 * difference.difference(),
                      100 * interval.low(),
                      100 * interval.high(),
                      rows.get(i).holm(),
                      difference.lost(),
                      difference.gained())
                  .replace('-', '−'));
    }
  }

  @Test
  void turnedDocumentsAreExactlyThoseThatCompareLists() {
    Page page = chromium.open(file);
    for (int r : List.of(1, 4)) {
      for (String way : List.of("lost", "gained")) {
        List<String> expected = flipped(r, way.equals("lost") ? 1 : 0);
        assertThat(expected).isNotEmpty().hasSizeLessThan(13);
        page.locator("#comparison [data-flips=" + way + "][data-r='" + r + "']").click();
        assertThat(page.locator("#flips [data-way=" + way + "]"))
            .hasAttribute("aria-pressed", "true");
        assertThat(listed(page)).isEqualTo(expected);
        assertThat(page.locator("#flips [data-way=" + way + "] b"))
            .hasText(String.valueOf(expected.size()));
        assertThat(expected).contains(page.locator("#list [aria-selected=true] .id").textContent());
        // Both answers are there to see.
        assertThat(page.locator("#document .run")).hasText(new String[] {"first", "second"});
      }
    }
    page.locator("#document-controls select").first().selectOption("1");
    assertThat(listed(page)).isEqualTo(flipped(4, 0));
    page.locator("#flips [data-way=gained]").click();
    assertThat(page.locator("#list-head")).containsText("16 of 16 documents");
  }

  @Test
  void aSearchFindsWhatTheOtherRunAnsweredToTheSameDocument() {
    Page page = chromium.open(file);
    page.getByLabel("Search prompts and answers").fill("true");
    List<String> expected =
        IntStream.range(0, 16)
            .filter(
                i ->
                    7 * i % 5 < 2
                        || (i != 0 && i != 6 && ((7 * i + 3) % 5 < 2 || (7 * i + 12) % 5 < 2)))
            .mapToObj(String::valueOf)
            .toList();
    assertThat(page.locator("#list-head")).containsText(expected.size() + " of 16 documents");
    assertThat(listed(page)).isEqualTo(expected);
  }

  @Test
  void aLinkHoldsWhatIsCompared() {
    Page page = chromium.open(file);
    page.locator("#comparison [data-flips=lost][data-r='1']").click();
    page.waitForTimeout(500);
    Page again = chromium.open(file, ((String) page.evaluate("location.hash")).substring(1));
    assertThat(again.locator("#flips [data-way=lost]")).hasAttribute("aria-pressed", "true");
    assertThat(again.locator("#flips select").last()).hasValue("1");
    assertThat(listed(again)).isEqualTo(flipped(1, 1));
  }

  @Test
  void runsOfOtherTasksAreNamedAndNotCompared() {
    Page page = chromium.open(file);
    assertThat(page.locator("#comparisons .notice").last()).containsText("nothing to compare");
    assertThat(page.evaluate("window.hacked")).isNull();
  }

  @Test
  void axeFindsNothingSerious() {
    Page page = chromium.open(file);
    page.waitForSelector("#document h3");
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }
}
