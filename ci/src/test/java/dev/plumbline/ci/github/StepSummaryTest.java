package dev.plumbline.ci.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.HostileReport;
import dev.plumbline.ci.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTest {
  @TempDir private Path folder;

  @Test
  void summaryIsAppended() throws IOException {
    Path file = Files.writeString(folder.resolve("summary.md"), "before\n");
    Verdict held = new Verdict("minimum", "t:acc@4", "t", true, "t:acc@4 is 0.5", List.of());
    Verdict missed = HostileReport.failure("t", 21);
    StepSummary.append(new GateReport("tiny", "old", List.of(held, missed), List.of()), file);
    assertThat(file)
        .content()
        .startsWith(
            """
            before
            ## Plumbline gate: 1 of 2 checks hold

            Model `tiny`, compared with `old`

            | | check | result |
            | --- | --- | --- |
            | ❌ | `no loss: t@8` | `t is worse` |
            | ✅ | `minimum: t:acc@4` | `t:acc@4 is 0.5` |


            Documents that flipped, `no loss: t@8`:

            | document | | asked | right | answered |
            | ---: | --- | --- | --- | --- |
            | 0 | lost | `t` | `t` | `t` |
            """)
        .endsWith("\nand 1 more\n");
  }

  @Test
  void hostileTextStaysInItsCell() {
    assertThat(StepSummary.lines(HostileReport.of()))
        .filteredOn(line -> line.contains("next"))
        .isNotEmpty()
        .allMatch(line -> line.indexOf('`') >= 0 && !line.contains("\n") && !line.contains("\r"))
        .filteredOn(line -> line.startsWith("|"))
        .allMatch(line -> !line.replace("\\|", "").contains("`|"));
  }

  @Test
  void moreThanGitHubTakesIsCutAtALine() throws IOException {
    Path file = Files.writeString(folder.resolve("summary.md"), "x".repeat(900_000));
    List<Verdict> failures =
        Collections.nCopies(200, HostileReport.failure("日本 " + "y".repeat(100), 20));
    GateReport report = new GateReport("tiny", "", failures, List.of());
    StepSummary.append(report, file);
    assertThat(Files.size(file)).isBetween(1_040_000L, 1L << 20);
    assertThat(file).content().endsWith("|\n\n_Cut: GitHub shows 1 MiB a step._\n");
    StepSummary.append(report, file);
    assertThat(Files.size(file)).isLessThanOrEqualTo(1L << 20);
  }
}
