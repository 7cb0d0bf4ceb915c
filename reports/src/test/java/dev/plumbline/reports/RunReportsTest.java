package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunReportsTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void markdownIsTheGoldenOneInEveryLocale(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(MarkdownReport.render(List.of(ExampleRun.write(temp.resolve("run")))))
          .isEqualTo(Golden.text("report.md"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void csvIsTheRunsOwnAfterAColumnWithItsFolder() throws IOException {
    Run run = ExampleRun.write(temp.resolve("run"));
    List<String> own = Files.readAllLines(run.folder().resolve("curves.csv"));
    assertThat(CsvReport.render(List.of(run, run)).lines())
        .containsExactly(
            "run," + own.get(0),
            run.folder() + "," + own.get(1),
            run.folder() + "," + own.get(2),
            run.folder() + "," + own.get(1),
            run.folder() + "," + own.get(2));
  }

  @Test
  void markdownSaysWhatTheModelCostsAndHowDeepItWasTrained() {
    ModelFacts ouro =
        new ModelFacts(1_434_652_673, OptionalInt.empty(), OptionalInt.of(4), 0, 393_216);
    Run run = ExampleRun.write(temp.resolve("run"), Optional.of(ouro));
    assertThat(MarkdownReport.render(List.of(run)))
        .contains(
            "\n1,434,652,673 parameters, trained up to 4; keys and values: 0 + r × 393,216 bytes"
                + " per token.\n\nRepeat it: ");
  }

  @Test
  void latexIsTheGoldenTable() {
    Run run = ExampleRun.write(temp.resolve("run"));
    assertThat(LatexReport.render(List.of(run), "tiny-`raven`:\nby r"))
        .isEqualTo(Golden.text("report.tex"));
  }

  @Test
  void latexOfSeveralRunsHasAColumnForThemAndEscapesWhatTheyAreCalled() {
    Run run = ExampleRun.write(temp.resolve("run"));
    assertThat(LatexReport.render(List.of(run.called("50% of A_1 & {B}"), run.called("C")), "t"))
        .contains("\\begin{tabular}{lllrrr}", "Run & Task & Metric & $n$")
        .contains(
            "\n50\\% of A\\_1 \\& \\{B\\} & hellaswag & acc & 7--8 & 12.5 ", "\nC & hellaswag");
    assertThat(LatexText.escaped("\\a^b~c#d$e<f\tg"))
        .isEqualTo(
            "\\textbackslash{}a\\textasciicircum{}b\\textasciitilde{}c\\#d\\$e\\textless{}f g");
  }

  @Test
  void labelsNameRunsInTables() {
    Run run = ExampleRun.write(temp.resolve("run")).called("my model");
    assertThat(MarkdownReport.render(List.of(run))).startsWith("## `my model`\n");
    assertThat(CsvReport.render(List.of(run)).lines().skip(1))
        .allSatisfy(line -> assertThat(line).startsWith("my model,hellaswag,acc,"));
    assertThat(RunNames.of(List.of(run))).containsExactly("my model");
  }
}
