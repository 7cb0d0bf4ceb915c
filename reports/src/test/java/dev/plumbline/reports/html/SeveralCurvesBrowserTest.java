package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.Score;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several runs, metrics and tasks: which are shown, how they are told apart, and which have none.
 */
class SeveralCurvesBrowserTest extends BrowserTest {
  private static final String SERIES =
      "echarts.getInstanceByDom(document.getElementById('chart')).getOption().series"
          + ".filter(s => s.type === 'line' && s.data.length)";

  @TempDir Path temp;

  private Page open(String fragment, Run... runs) throws IOException {
    return chromium.open(write(runs), fragment);
  }

  private Path write(Run... runs) throws IOException {
    return Files.writeString(temp.resolve("page.html"), HtmlReport.of(List.of(runs), false).html());
  }

  private Run small(String name) {
    return Runs.small(name).write(temp.resolve(name));
  }

  @Test
  void overlaidRunsKeepColoursAndSymbolsOfTheirOwn() throws IOException {
    Page page = open("curves?tasks=overlaid", small("one"), small("two"));
    List<?> looks =
        (List<?>) page.evaluate(SERIES + ".map(s => `${s.name.split(' · ').at(-1)} ${s.symbol}`)");
    assertThat(looks).hasSize(4);
    assertThat(Set.copyOf(looks))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("one circle", "two rect");
    assertThat(Set.copyOf((List<?>) page.evaluate(SERIES + ".map(s => s.name + s.color)")))
        .hasSize(4);
    assertThat(
            Set.copyOf(
                (List<?>)
                    page.evaluate(
                        SERIES + ".map(s => s.color + JSON.stringify(s.lineStyle.type))")))
        .hasSize(4);
  }

  @Test
  void aSavedOverlayNamesEveryCurveOfEveryRun() throws IOException {
    Page page = open("curves?tasks=overlaid", small("one"), small("two"), small("three"));
    String svg = Files.readString(page.waitForDownload(() -> press(page, "SVG")).path());
    for (String name : List.of("one", "two", "three")) {
      assertThat(svg).contains("sums · " + name).contains("facts · " + name);
    }
  }

  @Test
  void thePointersTableStaysInAPhonesWindow() throws IOException {
    Run[] runs =
        IntStream.range(0, 9)
            .mapToObj(i -> small("a-model-with-a-rather-long-name-number-" + i))
            .toArray(Run[]::new);
    Page page = chromium.open(write(runs), new NewContextOptions().setViewportSize(390, 844));
    page.locator("#chart").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".tooltip .reading-box")).isVisible();
    List<?> edges =
        (List<?>)
            page.evaluate(
                "(() => { const b = document.querySelector('.reading-box').getBoundingClientRect();"
                    + " return [b.left, b.right, document.querySelector('.reading-box').scrollWidth"
                    + " - document.querySelector('.reading-box').clientWidth]; })()");
    assertThat(((Number) edges.get(0)).doubleValue()).isNotNegative();
    assertThat(((Number) edges.get(1)).doubleValue()).isLessThanOrEqualTo(390);
    assertThat(((Number) edges.get(2)).intValue()).isZero();
  }

  @Test
  void axesOverCostAreLabelledAtRoundNumbers() throws IOException {
    Page page = open("curves?axis=flops", small("one"));
    List<?> labels =
        (List<?>)
            page.evaluate(
                "echarts.getInstanceByDom(document.getElementById('chart')).getModel()"
                    + ".getComponent('xAxis').axis.getViewLabels().map(l => l.formattedLabel)");
    // From 1 to 8 million.
    assertThat(labels).isEqualTo(List.of("1 M", "2 M", "5 M"));
  }

  @Test
  void theMainMetricIsShownAndOthersAreAClickAway() throws IOException {
    MadeRun made = new MadeRun("tiny", 1, 2);
    for (int i = 0; i < 8; i++) {
      for (int r : made.depths()) {
        Map<Score, Double> scores = new LinkedHashMap<>();
        scores.put(Score.parse("acc"), i % 2 == 0 ? 1.0 : 0.0);
        scores.put(Score.parse("acc_norm"), 1.0);
        made.answer("t", i, r, new Scored(scores, new Generation("x", Map.of()), "x"));
      }
    }
    Page page = open("", made.write(temp.resolve("run")));
    assertThat((List<?>) page.evaluate(SERIES + ".map(s => s.name)")).hasSize(1);
    assertThat(page.locator("#summary tbody tr")).hasCount(1);
    assertThat(page.locator("#summary")).containsText("50.0 %");
    press(page, "acc_norm");
    assertThat(page.locator("#summary tbody tr")).hasCount(2);
    assertThat((List<?>) page.evaluate(SERIES + ".map(s => s.name)")).hasSize(2);
  }

  @Test
  void tasksWithoutAScoreSayWhy() throws IOException {
    MadeRun made = Runs.small("tiny").setting("allow-code", false);
    for (int r : made.depths()) {
      made.answer("programs", 0, r, new Scored(Map.of(), new Generation("x", Map.of()), "x"));
    }
    Page page = open("documents?task=programs", made.write(temp.resolve("run")));
    assertThat(page.locator("#unscored"))
        .hasText(
            "No score: programs, as programs were generated but not executed; sweep --allow-code"
                + " executes them, in a sandbox.");
    assertThat(page.locator("#facts")).containsText("not executed");
  }

  @Test
  void gainsArePerDoublingOfEachStep() throws IOException {
    Page page = open("", small("one"));
    // Of 20 sums 4, 9, 12 are right at r = 1, 2, 4; one has failed
    // at r = 8, and of the other 19 three turn right there.
    assertThat(page.locator("#gains tbody tr").first().locator("td"))
        .containsText(new String[] {"+25.0", "+15.0", "+15.8"});
    assertThat(page.locator("#gains tbody tr").last().locator("td"))
        .containsText(new String[] {"+0.0", "+100.0", "+0.0"});
    // McNemar's exact test of 20 to none, corrected for six steps.
    assertThat(page.locator("#gains tbody tr").last().locator("td").nth(1))
        .containsText("p < 0.0001");
  }
}
