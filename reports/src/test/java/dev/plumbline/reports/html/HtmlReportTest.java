package dev.plumbline.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.results.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a file; what a browser makes of it is {@link HtmlReportBrowserTest}'s. */
class HtmlReportTest {
  @TempDir Path temp;

  private HtmlReport report(MadeRun run) {
    return HtmlReport.of(List.of(run.write(temp.resolve("run"))), false);
  }

  /** The JSON of a block of data. */
  private static JsonNode block(String html, String id) throws IOException {
    Matcher found = Pattern.compile("id=\"" + id + "\">([A-Za-z0-9+/=]*)</script>").matcher(html);
    assertThat(found.find()).isTrue();
    byte[] packed = Base64.getDecoder().decode(found.group(1));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void sameRunsGiveTheSameBytes() {
    Run run = Runs.small("tiny").write(temp.resolve("run"));
    assertThat(HtmlReport.of(List.of(run), false).html())
        .isEqualTo(HtmlReport.of(List.of(run), false).html());
  }

  @Test
  void policyAllowsTheScriptsAndTheStyleByTheirHashesAlone() throws Exception {
    String html = report(Runs.hostile()).html();
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1)).startsWith("default-src 'none'; ").doesNotContain("unsafe");
    Matcher element = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(html);
    int hashed = 0;
    while (element.find()) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(element.group(2).getBytes(StandardCharsets.UTF_8));
      assertThat(policy.group(1)).contains("'sha256-" + Base64.getEncoder().encodeToString(hash));
      hashed++;
    }
    assertThat(hashed).isEqualTo(3);
  }

  @Test
  void foreignTextStandsNowhereInTheMarkup() {
    String html = report(Runs.hostile()).html();
    assertThat(html).doesNotContain("hacked").doesNotContain("onerror='");
  }

  @Test
  void longTextsOfALargeRunAreShortenedAndThePageSaysSo() throws IOException {
    Random random = new Random(5);
    byte[] noise = new byte[1_200_000];
    MadeRun made = new MadeRun("long", 1);
    for (int i = 0; i < 8; i++) {
      random.nextBytes(noise);
      String text = Base64.getEncoder().encodeToString(noise);
      made.scored("long", i, 1, "acc", 1, new Generation(text, Map.of()));
    }
    Run run = made.write(temp.resolve("run"));
    HtmlReport report = HtmlReport.of(List.of(run), false);
    assertThat(report.html()).hasSizeLessThan(10_000_000);
    assertThat(report.textLength()).hasValue(4000);
    assertThat(block(report.html(), "report").get("textLength").asInt()).isEqualTo(4000);
    assertThat(block(report.html(), "data-0").at("/0/0/text").asText())
        .contains("[… 1596000 characters left out of this report …]");

    HtmlReport whole = HtmlReport.of(List.of(run), true);
    assertThat(whole.textLength()).isEmpty();
    assertThat(whole.html()).hasSizeGreaterThan(12_000_000);
  }

  @Test
  void expectedPointsAreNamedButInNoCurveAndNoDocument() throws IOException {
    Generation text = new Generation("so", Map.of());
    Run run =
        new MadeRun("gated", 1, 2)
            .scored("t", 0, 1, "acc", 0, text)
            .scored("t", 0, 2, "acc", 1, text)
            .expected("t", 0, 2, "acc", 0, text)
            .write(temp.resolve("run"));
    JsonNode report = block(HtmlReport.of(List.of(run), false).html(), "report");
    assertThat(report.at("/runs/0/iterations").toString()).isEqualTo("[1,2,\"2-expected\"]");
    assertThat(report.at("/curves/0/points"))
        .extracting(point -> point.get("value").asDouble())
        .containsExactly(0.0, 1.0);
    assertThat(report.at("/answered/0/depths").toString()).isEqualTo("[1,2]");
    assertThat(report.at("/answered/0/outcomes").asText()).isEqualTo("ss");
  }

  @Test
  void runsThatAskedTheSameShareTheirDocuments() throws IOException {
    Run first = Runs.small("one").write(temp.resolve("one"));
    Run second = Runs.small("two").write(temp.resolve("two"));
    JsonNode report = block(HtmlReport.of(List.of(first, second), false).html(), "report");
    assertThat(report.get("asked")).hasSize(2);
    assertThat(report.get("answered"))
        .extracting(a -> a.get("asked").asInt())
        .containsExactly(0, 1, 0, 1);
  }

  @Test
  void runsOfOneModelAreToldApartByTheirFolders() throws IOException {
    Run first = Runs.small("tiny").write(temp.resolve("one"));
    Run second = Runs.small("tiny").write(temp.resolve("two"));
    JsonNode report = block(HtmlReport.of(List.of(first, second), false).html(), "report");
    assertThat(report.get("runs"))
        .extracting(run -> run.get("name").asText())
        .containsExactly("tiny (one)", "tiny (two)");
  }

  @Test
  void aDepthThatTheManifestDoesNotNameIsAnError() throws IOException {
    Run run = Runs.small("tiny").write(temp.resolve("run"));
    Path samples = run.folder().resolve("samples.jsonl");
    Files.writeString(
        samples, Files.readString(samples).replaceFirst("\"iterations\":2", "\"iterations\":3"));
    assertThatThrownBy(() -> HtmlReport.of(List.of(run), false))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(run.folder() + ": sums, document 0, r=3: the manifest's sweep is [1, 2, 4, 8]");
  }

  @Test
  void chartLibraryIsTheOneThatWasRecorded() throws Exception {
    String sums = resource("echarts/SHA256SUMS");
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(resource("echarts/echarts.min.js").getBytes(StandardCharsets.UTF_8));
    assertThat(sums).isEqualTo(HexFormat.of().formatHex(hash) + "  echarts.min.js\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
