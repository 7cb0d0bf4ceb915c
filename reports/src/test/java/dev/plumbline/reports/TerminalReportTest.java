package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.statistics.AgreeingScores;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalReportTest {

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void tablesAreTheGoldenOnesInEveryLocale(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(TerminalReport.render(Examples.tasks(8), 120, true))
          .isEqualTo(Golden.text("terminal-120.txt"));
      assertThat(TerminalReport.render(Examples.tasks(8), 80, true))
          .isEqualTo(Golden.text("terminal-80.txt"));
      assertThat(TerminalReport.render(Examples.tasks(8), 80, false))
          .isEqualTo(Golden.text("terminal-80-ascii.txt"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"80, 1", "80, 4", "80, 8", "120, 8", "60, 8", "40, 8"})
  void noLineIsWiderThanTheTerminal(int width, int depths) {
    assertThat(TerminalReport.render(Examples.tasks(depths), width, true).lines())
        .allMatch(line -> line.length() <= width)
        .noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void curveThatIsWiderThanTheTerminalIsLeftOut() {
    List<CurvePoint> points =
        IntStream.rangeClosed(1, 90)
            .mapToObj(r -> point("a", r, 9, 0.5, OptionalDouble.of(0.05)))
            .toList();
    String narrow = TerminalReport.render(points, 80, true);
    assertThat(narrow.lines()).allMatch(line -> line.length() <= 80);
    assertThat(smallCurve(narrow)).isEmpty();
    assertThat(narrow).contains("r=1 ", "r=90");
    assertThat(smallCurve(TerminalReport.render(points, 120, true))).contains("▅".repeat(90));
  }

  @Test
  void expectedPointIsAColumnButNoPartOfTheSmallCurve() {
    String both = TerminalReport.render(Examples.bothReadouts(), 120, true);
    assertThat(both).contains("r=1", "r=2", "r=2-expected", "1.0");
    String last = TerminalReport.render(Examples.bothReadouts().subList(0, 2), 120, true);
    assertThat(smallCurve(both)).hasSize(2).isEqualTo(smallCurve(last));
  }

  private static String smallCurve(String report) {
    return report.replaceAll("[^▁▂▃▄▅▆▇█]", "");
  }

  @Test
  void plainTerminalGetsAsciiOnly() {
    String text = TerminalReport.render(Examples.tasks(4), 120, false);
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
  }

  @Test
  void depthsThatDoNotFitFollowInAnotherTable() {
    List<String> lines = TerminalReport.render(Examples.tasks(8), 60, true).lines().toList();
    assertThat(lines.stream().filter(line -> line.contains("r=")).map(String::strip))
        .containsExactly("r=1   r=2   r=4   r=8  r=16", "r=32  r=64 r=128");
  }

  @Test
  void absentNumbersAreBlank() {
    List<CurvePoint> points =
        List.of(
            point("a", 1, 1, 0.5, OptionalDouble.empty()),
            point("b", 2, 40, 0.25, OptionalDouble.of(0.05)));
    assertThat(TerminalReport.render(points, 80, true))
        .isEqualTo(
            """
                             r=1        r=2
            a  n=1
              acc  ▅        50.0
            b  n=40
              acc   ▅             25.0 ±5.0

            Percent ± standard error, 95 % interval beneath.
            """);
  }

  @Test
  void scoresThatAgreeAreShownOnce() {
    CurveId norm = new CurveId("a", Score.of("acc_norm"));
    CurvePoint acc = point("a", 1, 40, 0.5, OptionalDouble.of(0.05));
    CurvePoint same =
        new CurvePoint(
            norm,
            acc.point(),
            40,
            0.5,
            acc.stderr(),
            acc.interval(),
            acc.flopsPerToken(),
            acc.tokens());
    List<CurvePoint> points = List.of(acc, same);
    AgreeingScores agreeing =
        new AgreeingScores(Map.of(acc.curve(), acc.curve(), norm, acc.curve()));
    assertThat(TerminalReport.render(points, agreeing, 80, true))
        .isEqualTo(
            """
                            r=1
            a  n=40
              acc  ▅  50.0 ±5.0
              acc_norm agrees everywhere

            Percent ± standard error, 95 % interval beneath.
            """);
    assertThat(TerminalReport.render(points, 80, true)).doesNotContain("everywhere");
  }

  @Test
  void metricBeyondOneIsNotShownInPercent() {
    assertThat(
            TerminalReport.render(
                List.of(point("a", 1, 9, 31.25, OptionalDouble.of(0.5))), 80, true))
        .contains("31.250 ±0.500")
        .contains("Value ± standard error");
  }

  @Test
  void runWithoutPointsHasNoTable() {
    assertThat(TerminalReport.render(List.of(), 80, true)).isEmpty();
  }

  private static CurvePoint point(
      String task, int iterations, int n, double value, OptionalDouble stderr) {
    return new CurvePoint(
        new CurveId(task, Score.of("acc")),
        SweepPoint.fixed(iterations),
        n,
        value,
        stderr,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty());
  }
}
