package dev.plumbline.reports.html;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Pages in a browser that all tests of a class share, and which must have no complaint. */
@Tag("integration")
abstract class BrowserTest {
  static Chromium chromium;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
  }

  @AfterEach
  void nothingWasComplainedAboutOrAskedFor() {
    chromium.assertQuiet();
    chromium.reset();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
      chromium = null;
    }
  }

  /** Presses a button of the curves. */
  static void press(Page page, String button) {
    page.locator("#curves")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
