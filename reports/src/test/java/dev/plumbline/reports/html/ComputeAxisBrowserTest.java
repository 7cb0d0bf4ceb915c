package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models side by side over what they cost, and how deep they were trained. */
class ComputeAxisBrowserTest extends BrowserTest {
  private static final ModelFacts DRAWN =
      new ModelFacts(700_000, OptionalInt.of(2), OptionalInt.empty(), 1000, 500);
  private static final ModelFacts UP_TO =
      new ModelFacts(1_400_000, OptionalInt.empty(), OptionalInt.of(4), 0, 3000);

  @TempDir private Path temp;

  private Page page(MadeRun... made) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (MadeRun run : made) {
      runs.add(run.write(temp.resolve("run" + runs.size())));
    }
    String html = HtmlReport.of(runs, List.of(), false).html();
    return chromium.open(Files.writeString(temp.resolve("report.html"), html));
  }

  private static Object chart(Page page, String series) {
    return page.evaluate(
        "echarts.getInstanceByDom(document.getElementById('chart')).getOption().series" + series);
  }

  /** Where the first task's points stand, of each curve. */
  private static Object across(Page page) {
    return chart(
        page,
        ".filter(s => s.type === 'line' && s.xAxisIndex === 0 && s.data.length > 0)"
            + ".map(s => s.data.map(d => d.value[0]).join(', '))");
  }

  /** Lines and shades across the first task's panel. */
  private static Object marks(Page page) {
    return chart(
        page,
        ".filter(s => s.markLine && s.xAxisIndex === 0).map(s => s.markLine.data[0].name + ' at '"
            + " + s.markLine.data[0].xAxis + (s.markArea"
            + " ? ', shaded to ' + s.markArea.data[0][1].xAxis : ''))");
  }

  @Test
  void lineMarksTheTrainedDepthAndWhatLiesBeyondIsShaded() throws IOException {
    Page page = page(Runs.small("ouro").of(UP_TO));
    assertThat(marks(page)).isEqualTo(List.of("trained up to 4 at 4, shaded to 8"));
    assertThat(page.locator("#chart-caption")).containsText("what lies beyond is shaded");
    press(page, "FLOPs per token");
    assertThat(marks(page)).isEqualTo(List.of());
  }

  @Test
  void nothingIsShadedWhereDepthsWereDrawnInTraining() throws IOException {
    assertThat(marks(page(Runs.small("huginn").of(DRAWN))))
        .isEqualTo(List.of("trained: mean 2 at 2"));
  }

  @Test
  void loopsThatWereNeverTrainedAreShadedFromTheFirst() throws IOException {
    ModelFacts plain = new ModelFacts(1000, OptionalInt.empty(), OptionalInt.of(1), 8, 8);
    assertThat(marks(page(Runs.small("llama").of(plain))))
        .isEqualTo(List.of("trained up to 1 at 1, shaded to 8"));
  }

  @Test
  void modelsStandSideBySideOverParametersAndKeysAndValues() throws IOException {
    Page page = page(Runs.small("huginn").of(DRAWN), Runs.small("ouro").of(UP_TO));
    assertThat(marks(page)).isEqualTo(List.of("trained: mean 2 at 2", "trained up to 4 at 4"));
    press(page, "Parameters");
    assertThat(across(page))
        .isEqualTo(List.of("700000, 700000, 700000, 700000", "1400000, 1400000, 1400000, 1400000"));
    press(page, "KV cache");
    assertThat(across(page))
        .isEqualTo(List.of("1500, 2000, 3000, 5000", "3000, 6000, 12000, 24000"));
    assertThat(page.locator("#chart-missing")).isEmpty();
  }

  @Test
  void runThatDoesNotSayWhatItsModelCostsIsNamedAndNotDrawn() throws IOException {
    Page page = page(Runs.small("new").of(DRAWN), Runs.small("older"));
    press(page, "Parameters");
    assertThat(across(page)).isEqualTo(List.of("700000, 700000, 700000, 700000"));
    assertThat(page.locator("#chart-missing"))
        .hasText("Not drawn over parameters in memory, which is not known of: older");
    press(page, "Iterations r");
    assertThat(page.locator("#chart-missing")).isEmpty();
  }
}
