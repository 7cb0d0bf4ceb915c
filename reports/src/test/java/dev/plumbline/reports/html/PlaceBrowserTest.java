package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown stands in the address, and comes back from there. */
class PlaceBrowserTest extends BrowserTest {
  private static Path file;

  @TempDir static Path shared;

  @BeforeAll
  static void writeReport() throws IOException {
    String html =
        HtmlReport.of(List.of(Runs.small("tiny").write(shared.resolve("run"))), false).html();
    file = Files.writeString(shared.resolve("run.html"), html);
  }

  private static String fragment(Page page) {
    return (String) page.evaluate("location.hash");
  }

  private static Locator kind(Page page, String kind) {
    return page.locator("#filters [data-kind=" + kind + "]");
  }

  /** A choice that is told from the one before it when the reader goes back. */
  private static void separately(Page page, Runnable choice) {
    page.waitForTimeout(500);
    choice.run();
    page.waitForTimeout(300);
  }

  @Test
  void aCopiedLinkShowsTheSameDocumentAtTheSameSetting() {
    Page page = chromium.open(file);
    press(page, "FLOPs per token");
    press(page, "facts");
    kind(page, "never").click();
    page.locator("#list [role=option]").nth(2).click();
    assertThat(page.locator("#document h3")).hasText("sums · document 14");
    page.waitForTimeout(500);
    String link = fragment(page);

    Page again = chromium.open(file, link.substring(1));
    assertThat(again.locator("#document h3")).hasText("sums · document 14");
    assertThat(kind(again, "never")).hasAttribute("aria-pressed", "true");
    assertThat(again.locator("#list [aria-selected=true] .id")).hasText("14");
    for (String button : List.of("FLOPs per token", "facts")) {
      String pressed = button.equals("facts") ? "false" : "true";
      assertThat(
              again
                  .locator("#curves")
                  .getByRole(
                      AriaRole.BUTTON,
                      new Locator.GetByRoleOptions().setName(button).setExact(true)))
          .hasAttribute("aria-pressed", pressed);
    }
    assertThat(fragment(again)).isEqualTo(link);
  }

  @Test
  void backGoesToWhatWasShownBefore() {
    Page page = chromium.open(file);
    String first = page.locator("#document h3").textContent();
    separately(page, () -> kind(page, "overthought").click());
    assertThat(page.locator("#document h3")).hasText("sums · document 19");
    separately(page, () -> press(page, "Seconds"));
    page.goBack();
    assertThat(page.locator("#curve-controls [aria-pressed=true]").first()).hasText("Iterations r");
    assertThat(kind(page, "overthought")).hasAttribute("aria-pressed", "true");
    page.goBack();
    assertThat(kind(page, "all")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#document h3")).hasText(first);
    page.goForward();
    assertThat(kind(page, "overthought")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void linksToSectionsKeepWhatIsShown() {
    Page page = chromium.open(file);
    kind(page, "overthought").click();
    page.locator("nav a[href='#numbers']").click();
    assertThat(kind(page, "overthought")).hasAttribute("aria-pressed", "true");
    page.waitForTimeout(500);
    assertThat(fragment(page)).startsWith("#numbers?").contains("show=overthought");
  }

  @Test
  void theOpenDocumentIsOneOfThoseThatAreListed() {
    Page page = chromium.open(file);
    for (String kind :
        List.of("late", "overthought", "never", "always", "unparsed", "failed", "all")) {
      kind(page, kind).click();
      assertThat(page.locator("#list [aria-selected=true]")).hasCount(1);
      String id = page.locator("#list [aria-selected=true] .id").textContent();
      assertThat(page.locator("#document h3")).hasText("sums · document " + id);
    }
  }

  @Test
  void aDocumentThatStaysListedStaysOpen() {
    Page page = chromium.open(file);
    kind(page, "never").click();
    page.locator("#list [role=option]").nth(1).click();
    String open = page.locator("#document h3").textContent();
    kind(page, "all").click();
    assertThat(page.locator("#document h3")).hasText(open);
  }

  @Test
  void unknownAndHostileLinksShowTheUsualPage() {
    String usual = chromium.open(file).locator("#document h3").textContent();
    String hostile = URLEncoder.encode(Runs.HOSTILE, StandardCharsets.UTF_8);
    for (String fragment :
        List.of(
            hostile,
            "documents?task=" + hostile + "&metric=" + hostile + "&show=" + hostile,
            "documents?document=" + hostile + "&run=" + hostile + "&axis=" + hostile,
            "curves?toggled=" + hostile + "&tasks=__proto__&show=constructor&axis=toString",
            "documents?run=99&document=-1&show=&r=%E0%A4%A&%",
            "__proto__?__proto__=1",
            "documents?" + "x=1&".repeat(10_000))) {
      Page page = chromium.open(file, fragment);
      assertThat(page.locator("#document h3")).hasText(usual);
      assertThat(page.locator("#problem")).isHidden();
      assertThat(kind(page, "all")).hasAttribute("aria-pressed", "true");
      assertThat(page.evaluate("window.hacked")).isNull();
    }
    Page searching = chromium.open(file, "documents?find=" + hostile);
    assertThat(searching.locator("#list-head")).containsText("0 of 20 documents");
    assertThat(searching.evaluate("window.hacked")).isNull();
  }
}
