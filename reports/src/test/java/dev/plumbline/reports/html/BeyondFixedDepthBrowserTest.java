package dev.plumbline.reports.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.Work;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.FunctionScores;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points whose tokens leave on their own, as a browser shows them. */
class BeyondFixedDepthBrowserTest extends BrowserTest {
  private static final int DOCUMENTS = 60;

  @TempDir private Path temp;

  /** Of 60 documents 2 of 3 are right from r = 4 on; tokens leave after 2 or 3 iterations. */
  private Page page(String points) throws IOException {
    List<SweepPoint> sweep = Sweep.parse(points).points();
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    try (RunWriter writer = RunWriter.create(temp.resolve("run"), false)) {
      for (SweepPoint point : sweep) {
        boolean leaves = !point.variant().isEmpty();
        costs.put(new TaskPoint("t", point), new Cost(1e6 * point.iterations(), 600, 1));
        for (int document = 0; document < DOCUMENTS; document++) {
          boolean right = document % 3 > 0 && point.iterations() >= 4;
          int steps = 2 + document % 2;
          List<Float> logs = right ? List.of(-1f, -2f) : List.of(-2f, -1f);
          ExitedToken token = new ExitedToken(7, -1, steps, 0.0001f * (1 + document % 4));
          writer.append(
              new Sample(
                  new SampleId(new DocumentId("t", document), point),
                  new Scored(
                      Map.of(Score.parse("acc"), right ? 1.0 : 0.0),
                      new Choice(logs, List.of(false, false)),
                      "0"),
                  leaves
                      ? Recorded.exited(List.of(List.of(token), List.of(token)))
                      : Recorded.NONE),
              new Usage(
                  10,
                  55,
                  0,
                  leaves ? new Work(10L * steps, 1, 10L * steps, 1) : Work.UNIFORM,
                  false));
        }
      }
      Run run =
          writer.finish(
              new Manifest(
                  "",
                  Instant.EPOCH,
                  Instant.EPOCH,
                  0,
                  sweep,
                  new Manifest.Bundle("m", "ab".repeat(32)),
                  List.of(new Manifest.Task("t", "1", Map.of(), DOCUMENTS, 0)),
                  new Manifest.Versions("0", "1", "17", "os", "cpu"),
                  new Configuration(Map.of())),
              List.of(),
              costs,
              Map.of(),
              token -> "<b>7",
              FunctionScores.NONE);
      String html = HtmlReport.of(List.of(run), List.of(), false).html();
      return chromium.open(Files.writeString(temp.resolve("report.html"), html));
    }
  }

  private static Object lines(Page page) {
    return page.evaluate(
        "echarts.getInstanceByDom(document.getElementById('chart')).getOption().series"
            + ".filter(s => s.type === 'line' && s.data.length > 0)"
            + ".map(s => s.name + ': ' + s.data.map(d => d.value.join(' ')).join(', '))");
  }

  @Test
  void theirLineStandsBesideFixedDepthsOverMeanIterations() throws IOException {
    Page page = page("1,4,4-kl:0.001");
    assertThat(lines(page).toString()).contains("1 0, 4 66.66").doesNotContain("kl");
    press(page, "Mean iterations");
    assertThat(lines(page).toString())
        .contains("1 0, 4 66.66")
        .contains("kl: 2.5 66.66")
        .doesNotContain("NaN");
  }

  @Test
  void tableAndPicturesTellWhatTheyAreWorth() throws IOException {
    Page page = page("1,4,4-kl:0.001");
    assertThat(page.locator("#beyond table tbody tr")).hasCount(3);
    assertThat(page.locator("#beyond table tbody tr").nth(2)).containsText("4-kl:0.001");
    assertThat(page.locator("#beyond table tbody tr").nth(2)).containsText("2.50");
    assertThat(page.locator("#beyond figure")).hasCount(2);
    assertThat(page.locator("#beyond figcaption").first()).hasText("t, r = 4-kl:0.001, mean 2.50");
    assertThat(page.locator("#notes")).containsText("r = 4-kl:0.001 are of no fixed depth");
    Object shares =
        page.evaluate(
            "echarts.getInstanceByDom(document.querySelector('#beyond .chart')).getOption().series"
                + ".map(s => s.name + ': ' + s.data.map(d => d[1]).join(' '))");
    assertThat(shares).isEqualTo(List.of("first: 0 50 50 0"));
  }

  @Test
  void pageOfFixedDepthsAloneHasNoneOfIt() throws IOException {
    Page page = page("1,4");
    assertThat(page.locator("#beyond")).isHidden();
    assertThat(page.locator("#notes")).isEmpty();
  }
}
