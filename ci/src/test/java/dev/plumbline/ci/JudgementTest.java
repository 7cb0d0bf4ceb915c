package dev.plumbline.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ci.Rule.Measure;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementTest {
  private static final Rules NO_LOSS = Rules.noLoss();

  @TempDir private Path folder;

  private Baseline usual() {
    return baseline(MadeUpRun.scoring(MadeUpRun::usual));
  }

  private Baseline baseline(MadeUpRun run) {
    return Baseline.of(run.write(folder.resolve("before")), true);
  }

  private GateReport judge(MadeUpRun run, Rules rules, Baseline baseline) {
    Run written = run.write(folder.resolve("after"));
    return Gate.judge(written, rules, Optional.of(baseline));
  }

  private static Rules rule(Rule rule) {
    return new Rules(0.05, List.of(rule));
  }

  private static double withLoss(String task, int docId, int r) {
    return task.equals("sums") && r == 16 && docId >= 5 && docId < 25
        ? 0
        : task.equals("sums") && r == 16 && docId == 59 ? 1 : MadeUpRun.usual(task, docId, r);
  }

  @Test
  void sameRunHoldsEverywhere() {
    GateReport report = judge(MadeUpRun.scoring(MadeUpRun::usual), NO_LOSS, usual());
    assertThat(report.holds()).isTrue();
    assertThat(report.summary()).isEqualTo("6 of 6 checks hold");
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void lossIsToldWithItsNumbersAndEveryDocumentThatFlipped() {
    GateReport report = judge(MadeUpRun.scoring(JudgementTest::withLoss), NO_LOSS, usual());
    assertThat(report.failures()).hasSize(1);
    Verdict loss = report.failures().get(0);
    assertThat(loss.name()).isEqualTo("no loss: sums:exact_match,strict@16");
    assertThat(loss.says())
        .startsWith("sums:exact_match,strict@16 is 0.5167 and was 0.8333 (n=60, 20 lost, 1 gained")
        .endsWith(": significantly worse by more than 0");
    assertThat(loss.flips()).hasSize(21);
    assertThat(loss.flips().get(0))
        .hasToString(
            "document 5 lost (1 to 0): asked \"Question 5: 2+2?⏎Answer:\", right is \"4\","
                + " answered \"5\"");
    assertThat(loss.flips().get(20))
        .hasToString(
            "document 59 gained (0 to 1): asked \"Question 59: 2+2?⏎Answer:\", right is \"4\","
                + " answered \"4\"");
  }

  @Test
  void generationWithoutWhatTheFilterLooksForIsToldItself() {
    GateReport report =
        judge(
            MadeUpRun.scoring((t, d, r) -> t.equals("sums") ? 0 : MadeUpRun.usual(t, d, r))
                .saying("[invalid]"),
            NO_LOSS,
            usual());
    assertThat(report.failures().get(0).flips().get(0).answer()).isEqualTo(" so it is");
  }

  @Test
  void choiceIsToldWithItsText() {
    GateReport report =
        judge(
            MadeUpRun.scoring((t, d, r) -> t.equals("facts") ? 0 : MadeUpRun.usual(t, d, r)),
            NO_LOSS,
            usual());
    assertThat(report.failures()).hasSize(3);
    assertThat(report.failures().get(0).flips().get(0).answer()).isEqualTo("1: five");
    assertThat(report.failures().get(0).flips().get(0).target()).isEqualTo("0: four");
  }

  @Test
  void everyKindOfFailureIsListed() {
    GateReport report =
        judge(
            MadeUpRun.scoring(JudgementTest::withLoss).seconds(0.002).flops(1040),
            new Rules(
                0.05,
                List.of(
                    new Rule.Minimum(Threshold.parse(MadeUpRun.SUMS + "@16>=0.8")),
                    new Rule.NoLoss(
                        Optional.of(CurveId.parse(MadeUpRun.SUMS)),
                        List.of(SweepPoint.fixed(16)),
                        0.01),
                    new Rule.NoLoss(
                        Optional.of(CurveId.parse(MadeUpRun.FACTS)),
                        List.of(SweepPoint.fixed(4)),
                        0),
                    new Rule.Saturation(CurveId.parse(MadeUpRun.SUMS), SweepPoint.fixed(1), 0.01),
                    new Rule.Saturation(CurveId.parse(MadeUpRun.FACTS), SweepPoint.fixed(1), 0.01),
                    new Rule.Cost(
                        Optional.of("facts"),
                        List.of(SweepPoint.fixed(4)),
                        Measure.SECONDS_PER_TOKEN,
                        10),
                    new Rule.Cost(
                        Optional.of("facts"),
                        List.of(SweepPoint.fixed(4)),
                        Measure.FLOPS_PER_TOKEN,
                        5))),
            usual());
    assertThat(report.failures())
        .extracting(Verdict::name)
        .containsExactly(
            "minimum: sums:exact_match,strict@16",
            "saturation: sums:exact_match,strict",
            "seconds_per_token: facts@4",
            "no loss: sums:exact_match,strict@16");
    assertThat(report.summary()).isEqualTo("3 of 7 checks hold");
    assertThat(report.failures().get(0).says())
        .isEqualTo(
            "sums:exact_match,strict@16 is 0.5166666666666667 (n=60, 95% interval 0.3931 to 0.6382),"
                + " below the minimum of 0.8");
    assertThat(report.failures().get(0).flips()).hasSize(21);
    assertThat(report.failures().get(1).says())
        .startsWith(
            "sums:exact_match,strict saturates at r=4 (within 0.01 of the best, r=4; 95% in")
        .endsWith(", n=60), later than r=1");
    assertThat(report.failures().get(1).flips()).hasSize(20);
    assertThat(report.failures().get(2).says())
        .isEqualTo(
            "seconds_per_token of facts@4 is 0.008 and was 0.004 (+100.0 %), above the allowed 10 %"
                + " more");
  }

  @Test
  void lossWithinTheMarginHolds() {
    Rule rule = new Rule.NoLoss(Optional.empty(), List.of(), 0.4);
    assertThat(judge(MadeUpRun.scoring(JudgementTest::withLoss), rule(rule), usual()).holds())
        .isTrue();
  }

  @Test
  void documentsThatHaveNoScoreAnyMoreFailTheGate() {
    GateReport report =
        judge(
            MadeUpRun.scoring(
                (t, d, r) -> t.equals("sums") && d == 3 ? Double.NaN : MadeUpRun.usual(t, d, r)),
            NO_LOSS,
            usual());
    assertThat(report.failures()).hasSize(3);
    assertThat(report.failures().get(0).says())
        .endsWith("; 1 documents that had a score have none now");
    assertThat(report.failures().get(0).flips().get(0).answer())
        .isEqualTo("failed: no number came out");
  }

  private void assertRefused(MadeUpRun run, Rules rules, Baseline baseline, String message) {
    assertThatThrownBy(() -> judge(run, rules, baseline))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(message);
  }

  @Test
  void otherQuestionsAreNotCompared() {
    String end = "; repeat the run as the baseline's, or write a new one with plumbline baseline";
    assertRefused(
        MadeUpRun.scoring(MadeUpRun::usual).version("2.0"),
        NO_LOSS,
        usual(),
        "sums: baseline and run do not ask the same: task version 1.0 and 2.0" + end);
    assertRefused(
        MadeUpRun.scoring(MadeUpRun::usual).documents(30),
        NO_LOSS,
        usual(),
        "sums: baseline and run do not ask the same: documents (60 from 0 to 59 and 30 from 0 to"
            + " 29)"
            + end);
    assertRefused(
        MadeUpRun.scoring(MadeUpRun::usual).asking("3+3?"),
        NO_LOSS,
        usual(),
        "sums: baseline and run do not ask the same: what was asked (prompts, continuations or"
            + " targets)"
            + end);
  }

  @Test
  void ruleAboutAPointThatIsNotThereIsAnError() {
    MadeUpRun run = MadeUpRun.scoring(MadeUpRun::usual);
    String points =
        "sums:exact_match,strict@1, sums:exact_match,strict@4, sums:exact_match,strict@16,"
            + " facts:acc@1, facts:acc@4, facts:acc@16";
    CurveId sums = CurveId.parse(MadeUpRun.SUMS);
    assertRefused(
        run,
        rule(new Rule.NoLoss(Optional.of(sums), List.of(SweepPoint.fixed(8)), 0)),
        usual(),
        "sums:exact_match,strict@8: the baseline has no such scores; write a new one with plumbline"
            + " baseline");
    assertRefused(
        run,
        rule(new Rule.NoLoss(Optional.of(CurveId.parse("sums:acc")), List.of(), 0)),
        usual(),
        "sums:acc: the baseline has no such scores; write a new one with plumbline baseline");
    assertRefused(
        run,
        rule(new Rule.Saturation(sums, SweepPoint.fixed(8), 0.01)),
        usual(),
        "sums:exact_match,strict@8: the run has no such point; it has " + points);
    assertRefused(
        run,
        rule(new Rule.Saturation(sums, SweepPoint.fixed(16), 0.01)),
        usual(),
        "sums:exact_match,strict: a curve that ends at r=16 cannot saturate later; sweep deeper, or"
            + " ask for less");
    assertRefused(
        run,
        rule(new Rule.Cost(Optional.of("poems"), List.of(), Measure.FLOPS_PER_TOKEN, 5)),
        usual(),
        "poems: the baseline has no such task");
    Baseline withoutSeconds = Baseline.of(run.write(folder.resolve("before")), false);
    assertRefused(
        run,
        rule(new Rule.Cost(Optional.empty(), List.of(), Measure.SECONDS_PER_TOKEN, 5)),
        withoutSeconds,
        "sums@1: the baseline has no seconds_per_token; write it with plumbline baseline"
            + " --with-seconds");
  }

  @Test
  void lossRuleWithoutABaselineIsAnError() {
    Run run = MadeUpRun.scoring(MadeUpRun::usual).write(folder.resolve("after"));
    assertThatThrownBy(() -> Gate.judge(run, NO_LOSS, Optional.empty()))
        .hasMessageContaining("give --baseline FILE");
  }

  @Test
  void taskThatIsNewIsNoted() {
    Baseline all = usual();
    Baseline sums =
        new Baseline(all.bundle(), all.bundleSha256(), all.settings(), List.of(all.tasks().get(0)));
    assertThat(judge(MadeUpRun.scoring(MadeUpRun::usual), NO_LOSS, sums).notes())
        .containsExactly(
            "facts is not in the baseline, so it was not compared; plumbline baseline adds it");
  }

  @Test
  void morePointsThanCouldEverFailAreRefused() {
    Rule.NoLoss one = new Rule.NoLoss(Optional.empty(), List.of(), 0);
    assertThatThrownBy(
            () ->
                judge(
                    MadeUpRun.scoring(MadeUpRun::usual), new Rules(0.0005, List.of(one)), usual()))
        .hasMessage(
            "6 points are too many to test at alpha 5.0E-4: none could fail; name fewer curves or"
                + " depths");
  }

  @Test
  void namesAndNotesAreLinesThatBeginNoCommand() {
    Verdict verdict = HostileReport.of().verdicts().get(1);
    assertThat(List.of(verdict.subject(), verdict.says(), verdict.flips().get(0).toString()))
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain("\n", "\r", "\u001b", "\u0000", "##[", "\ud800", "\ufffe")
                    .contains("日本"));
    assertThat(HostileReport.of().notes().get(0)).doesNotContain("\n");
    assertThat(HostileReport.of().bundle()).doesNotContain("\n");
  }
}
