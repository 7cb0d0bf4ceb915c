package dev.plumbline.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The system's Chromium, driven by Playwright, with what its pages complained about and asked for.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private static final NewContextOptions WINDOW =
      new NewContextOptions().setViewportSize(1280, 900);

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it, or has the tests skipped with a note where there is none. */
  static Chromium start() {
    Optional<Path> executable =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "no Chromium on the PATH: the HTML report is not tested in a browser; install the package"
            + " chromium");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(executable.get())
                    // Chromium's own sandbox refuses to start as root, as builds in containers do.
                    .setArgs(List.of("--no-sandbox")));
    return new Chromium(playwright, browser);
  }

  /** Opens a report in a window of its own, and waits until all of it is drawn. */
  Page open(Path file, NewContextOptions window) {
    return open(file.toUri().toString(), window);
  }

  private Page open(String address, NewContextOptions window) {
    BrowserContext context = browser.newContext(window.setAcceptDownloads(true));
    Page page = context.newPage();
    page.onConsoleMessage(m -> complaints.add(m.type() + ": " + m.text()));
    page.onPageError(error -> complaints.add("error: " + error));
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(address);
    // Not waitForFunction, whose eval the page's policy may refuse.
    page.locator("html[data-drawn=all]").waitFor();
    String itself = address.replaceAll("#.*", "");
    requests.removeIf(url -> url.replaceAll("#.*", "").equals(itself));
    return page;
  }

  Page open(Path file) {
    return open(file, WINDOW);
  }

  /** Opens a report by a link into it. */
  Page open(Path file, String fragment) {
    return open(file.toUri() + "#" + fragment, WINDOW);
  }

  /** No page has had an error or a warning, or asked for anything but itself. */
  void assertQuiet() {
    assertThat(complaints).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith("data:") || url.startsWith("blob:"));
  }

  /** After something that was meant to be refused. */
  void forgetComplaints() {
    assertThat(complaints).isNotEmpty();
    complaints.clear();
  }

  /** Closes all pages and forgets what they said. */
  void reset() {
    browser.contexts().forEach(BrowserContext::close);
    complaints.clear();
    requests.clear();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
