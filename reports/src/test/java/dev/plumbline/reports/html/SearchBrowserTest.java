package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents are found by what they ask and what was answered. */
class SearchBrowserTest extends BrowserTest {
  private static Path file;

  @TempDir static Path shared;

  @BeforeAll
  static void writeReport() throws IOException {
    String html =
        HtmlReport.of(List.of(Runs.small("tiny").write(shared.resolve("run"))), false).html();
    file = Files.writeString(shared.resolve("run.html"), html);
  }

  private static void search(Page page, String words) {
    page.getByLabel("Search prompts and answers").fill(words);
  }

  private static Locator head(Page page) {
    return page.locator("#list-head");
  }

  private static List<String> ids(Page page) {
    return page.locator("#list .id").allTextContents().stream().sorted().toList();
  }

  @Test
  void answersAndPromptsAreSearchedWhateverTheirCase() {
    Page page = chromium.open(file);
    // Sum i is answered with i times r at r = 1, 2, 4, 8.
    search(page, "IT  is 15");
    assertThat(head(page)).containsText("2 of 20 documents");
    assertThat(ids(page)).containsExactly("15", "19");
    search(page, "q: 7+1?");
    assertThat(head(page)).containsText("1 of 20 documents");
    assertThat(page.locator("#document h3")).hasText("sums · document 7");
    search(page, "out of memory");
    assertThat(page.locator("#document h3")).hasText("sums · document 18");
    search(page, "");
    assertThat(head(page)).containsText("20 of 20 documents");
  }

  @Test
  void choicesAreSearchedAfterAChangeOfTask() {
    Page page = chromium.open(file);
    search(page, "not");
    assertThat(head(page)).containsText("0 of 20 documents");
    page.locator("#document-controls select").nth(1).selectOption("facts");
    assertThat(head(page)).containsText("20 of 20 documents");
    search(page, "fact 13");
    assertThat(page.locator("#document h3")).hasText("facts · document 13");
  }

  @Test
  void aSearchAndAFilterKeepWhatBothFind() {
    Page page = chromium.open(file);
    search(page, "it is 15");
    page.locator("#filters [data-kind=overthought]").click();
    assertThat(head(page)).containsText("1 of 20 documents");
    assertThat(page.locator("#document h3")).hasText("sums · document 19");
  }

  @Test
  void whereNothingIsFoundNoDocumentIsOpen() {
    Page page = chromium.open(file);
    search(page, Runs.HOSTILE);
    assertThat(head(page)).containsText("0 of 20 documents");
    assertThat(page.locator("#list [role=option]")).hasCount(0);
    assertThat(page.locator("#document")).hasText("No document is like this.");
    search(page, "it is 152");
    assertThat(page.locator("#document h3")).hasText("sums · document 19");
  }

  @Test
  void aSearchStandsInTheLink() {
    Page page = chromium.open(file);
    search(page, "it is 15");
    assertThat(head(page)).containsText("2 of 20 documents");
    page.waitForTimeout(500);
    String link = (String) page.evaluate("location.hash");
    Page again = chromium.open(file, link.substring(1));
    assertThat(head(again)).containsText("2 of 20 documents");
    assertThat(again.getByLabel("Search prompts and answers")).hasValue("it is 15");
  }
}
