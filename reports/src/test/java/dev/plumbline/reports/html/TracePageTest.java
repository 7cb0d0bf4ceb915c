package dev.plumbline.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.reports.html.TraceView.Components;
import dev.plumbline.reports.html.TraceView.Lens;
import dev.plumbline.reports.html.TraceView.Measure;
import dev.plumbline.reports.html.TraceView.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a trace as a file; what a browser makes of it is {@link TracePageBrowserTest}'s. */
class TracePageTest {
  @Test
  void sameTraceGivesTheSameBytes() {
    assertThat(TracePage.of(Traces.small())).isEqualTo(TracePage.of(Traces.small()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"</script>hacked", "<!--hacked", "'\"hacked"})
  void foreignTextStandsNowhereInTheMarkup(String text) {
    assertThat(TracePage.of(Traces.hostile(text))).doesNotContain("hacked");
  }

  @Test
  void policyAllowsTheScriptAndTheStyleByTheirHashesAlone() throws Exception {
    String html = TracePage.of(Traces.small());
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
    assertThat(hashed).isEqualTo(2);
  }

  @Test
  void arraysOfOtherLengthsAreRefused() {
    TraceView good = Traces.small();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                with(
                    good,
                    List.of(new Measure("m", "m", false, new int[] {1}, new float[3])),
                    good.components(),
                    good.lens()))
        .withMessage("m has 3 numbers where 125 were expected");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> with(good, List.of(), new Components(new float[2], new float[9]), good.lens()))
        .withMessage("components has 9 numbers where 3250 were expected");
    Lens lens = new Lens(new int[] {1, 2}, new int[250], new float[249], Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(good, List.of(), good.components(), Optional.of(lens)))
        .withMessage("lens has 249 numbers where 250 were expected");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                with(
                    good,
                    List.of(new Measure("m", "m", false, new int[] {2, 2}, new float[250])),
                    good.components(),
                    good.lens()))
        .withMessage("m has depths that do not ascend to r");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Tokens(
                    List.of("a", "b"),
                    List.of("word"),
                    new int[2],
                    new byte[2],
                    new float[2],
                    new int[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Tokens(
                    List.of("a"),
                    List.of("word"),
                    new int[] {1},
                    new byte[1],
                    new float[1],
                    new int[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Tokens(
                    List.of("a"),
                    List.of("word"),
                    new int[1],
                    new byte[] {4},
                    new float[1],
                    new int[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Components(new float[7], new float[0]));
  }

  private static TraceView with(
      TraceView view, List<Measure> measures, Components components, Optional<Lens> lens) {
    return new TraceView(
        view.title(),
        view.facts(),
        view.notes(),
        view.iterations(),
        view.documents(),
        view.tokens(),
        measures,
        components,
        lens);
  }
}
