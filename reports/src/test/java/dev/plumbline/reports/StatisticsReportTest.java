package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.Flip;
import dev.plumbline.results.exits.Exits;
import dev.plumbline.results.statistics.PairedDifference;
import dev.plumbline.results.statistics.PairedScores;
import dev.plumbline.results.statistics.SweepStatistics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsReportTest {
  private static final Exits NONE = new Exits(List.of(), List.of(), List.of());

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab"})
  void reportIsTheGoldenOneInEveryLocale(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      List<SweepStatistics> statistics =
          SweepStatistics.of(ExampleRun.write(folder.resolve(tag)), 0.01);
      assertThat(StatisticsReport.render(statistics, List.of(), Layout.TERMINAL))
          .isEqualTo(Golden.text("statistics.txt"));
      assertThat(StatisticsReport.render(statistics, List.of(), Layout.MARKDOWN))
          .isEqualTo(Golden.text("statistics.md"));
      assertThat(StatisticsCsv.render(statistics, List.of(), NONE, Optional.empty()))
          .isEqualTo(Golden.text("statistics.csv"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void comparisonSaysWhatIsComparedAndTestsEachRow() {
    PairedScores scores = PairedScores.of(new double[] {1, 1, 1, 0}, new double[] {0, 1, 1, 0});
    PairedDifference difference = PairedDifference.of(scores).orElseThrow();
    Comparison comparison =
        new Comparison(
            "a",
            "b",
            List.of("seed: 1 -> 2"),
            List.of("<u>: left out"),
            List.of(
                new Comparison.Row(
                    CurveId.parse("hellaswag:acc"),
                    SweepPoint.fixed(8),
                    difference,
                    1,
                    Optional.empty()),
                new Comparison.Row(
                    CurveId.parse("hellaswag:acc_norm"),
                    SweepPoint.fixed(8),
                    difference,
                    1,
                    Optional.of(CurveId.parse("hellaswag:acc")))));
    assertThat(ComparisonReport.render(comparison, Layout.TERMINAL))
        .startsWith("a against b\n  seed: 1 -> 2\n  warning: <u>: left out\n\n")
        .containsPattern(
            "hellaswag  acc +8  4 +75\\.0 +50\\.0 +-25\\.0 .* 1\\.0000 +1 +0 +-0\\.50");
    assertThat(ComparisonReport.render(comparison, Layout.MARKDOWN))
        .contains("- `warning: <u>: left out`")
        .contains("| hellaswag | acc | 8 | 4 | 75.0 | 50.0 | -25.0 |")
        .doesNotContain("| acc_norm |")
        .containsOnlyOnce("hellaswag: acc_norm agrees with acc everywhere");
    assertThat(ComparisonCsv.render(List.of(comparison)).lines()).hasSize(3);
    assertThat(ComparisonCsv.render(List.of(comparison)).lines().toList().get(1))
        .startsWith("a,b,hellaswag,acc,,8,4,0,0.75,0.5,-0.25,");
  }

  @Test
  void flipIsCutForTheTerminalAndWholeAndInertInMarkdown() {
    String context = "<b>" + "x".repeat(500) + "|\n## why?";
    Flip flip =
        new Flip(
            SampleId.of("t", 7, 4),
            Score.of("acc"),
            1,
            0,
            new Question(
                new GenerateUntil(new DocumentId("t", 7), context, List.of(), Optional.empty(), ""),
                "0"),
            new Flip.Reply("`yes`", ""),
            new Flip.Reply("no", "no"));
    String terminal = ComparisonReport.flips(List.of(flip), Layout.TERMINAL);
    assertThat(terminal).contains("t document 7, acc, r=4: lost").contains(" ... ");
    assertThat(terminal.lines()).allMatch(line -> line.length() < 200);
    String markdown = ComparisonReport.flips(List.of(flip), Layout.MARKDOWN);
    assertThat(markdown)
        .contains("- `asked: <b>" + "x".repeat(500) + "\\|\\u{a}## why?`")
        .contains("`` before: `yes` <-  ``");
    assertThat(ComparisonCsv.flips(List.of(), List.of()).lines()).hasSize(1);
  }
}
