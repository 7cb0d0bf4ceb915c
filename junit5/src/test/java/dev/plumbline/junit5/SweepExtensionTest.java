package dev.plumbline.junit5;

import static dev.plumbline.junit5.PlumblineAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.plumbline.ci.Baseline;
import dev.plumbline.ci.BaselineFile;
import dev.plumbline.ci.MadeUpRun;
import dev.plumbline.harness.Execution;
import dev.plumbline.harness.StartState;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.harness.TaskSelection;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes as an IDE or Surefire would; a stand-in for the model makes their runs. */
class SweepExtensionTest {
  private static final String IN_TEST_KIT = "runs in the test kit alone; some of it must fail";

  @TempDir private Path folder;

  private static boolean loss;
  private static int count;
  private static SweepPlan asked;
  private static Path swept;

  private static Run madeUp(SweepPlan plan, Execution execution, Path folder) {
    count++;
    asked = plan;
    swept = folder;
    return MadeUpRun.scoring(
            (task, docId, r) ->
                loss && task.equals("sums") && r == 16 && docId < 20
                    ? 0
                    : MadeUpRun.usual(task, docId, r))
        .write(folder);
  }

  @BeforeEach
  void writeTheBaseline() {
    SweepExtension.sweeps = SweepExtensionTest::madeUp;
    loss = false;
    count = 0;
    Path baseline = folder.resolve("baseline.jsonl");
    Run run = MadeUpRun.scoring(MadeUpRun::usual).write(folder.resolve("before"));
    BaselineFile.write(Baseline.of(run, false), baseline);
    System.setProperty("test.baseline", baseline.toString());
  }

  @AfterEach
  void leave() throws IOException {
    if (swept != null && Files.exists(swept.getParent())) {
      try (Stream<Path> files = Files.walk(swept.getParent())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    System.clearProperty("test.baseline");
  }

  @EnabledIfSystemProperty(named = "test.baseline", matches = ".+", disabledReason = IN_TEST_KIT)
  @Sweep(
      tasks = {"sums", "facts"},
      iterations = {1, 4, 16},
      limit = 60,
      initScale = "${test.scale:2.5}",
      seed = 7,
      baseline = "${test.baseline}")
  static class GatedCase {
    @EachDepth
    void staysAsGood(Depth depth) {
      assertThat(depth).hasNoLoss();
    }

    @Test
    void sumsAreLearned(SweepResult sweep) {
      assertThat(sweep.curve("sums:exact_match,strict"))
          .isAtLeast(0.8)
          .isAtLeast(0.3, 1)
          .isAtLeast(0.3, "1")
          .saturatesBy(4, 0.2);
    }

    @Test
    void factsNeedNoDepth(SweepResult sweep) {
      assertThat(sweep.curve("facts:acc")).saturatesBy(1).hasNoLoss();
    }
  }

  @EnabledIfSystemProperty(named = "test.baseline", matches = ".+", disabledReason = IN_TEST_KIT)
  static class BareCase {
    @EachDepth
    void isNotSwept(Depth depth) {
      assertThat(depth).hasNoLoss();
    }

    @Sweep(baseline = "${test.nowhere}")
    @Test
    void lacksAProperty(SweepResult sweep) {
      sweep.depths();
    }

    @Sweep
    @EachDepth
    void lacksABaseline(Depth depth) {
      assertThat(depth).isAtLeast(depth.task().equals("facts") ? "acc" : "exact_match,strict", 0.1);
      assertThat(depth).hasNoLoss();
    }
  }

  /** A run of the usual scores in which some samples failed. */
  private static Run failing(SweepPlan plan, Execution execution, Path folder) {
    asked = plan;
    swept = folder;
    return MadeUpRun.scoring(
            (task, docId, r) -> docId == 3 ? Double.NaN : MadeUpRun.usual(task, docId, r))
        .write(folder);
  }

  private static Run breakingOff(SweepPlan plan, Execution execution, Path folder) {
    begin(folder);
    throw new PlumblineException("the model's file cannot be read");
  }

  private static Run refusing(SweepPlan plan, Execution execution, Path folder) {
    swept = folder;
    throw new PlumblineException("unknown task");
  }

  private static Run crashing(SweepPlan plan, Execution execution, Path folder) {
    begin(folder);
    throw new IllegalStateException("a bug");
  }

  private static void begin(Path folder) {
    swept = folder;
    try {
      Files.createDirectories(folder.resolve("journal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void foldersOfSweepsThatSucceedGo() {
    execute(GatedCase.class);
    assertThat(swept.getParent()).doesNotExist();
  }

  @Test
  void failedSamplesKeepTheRunAndMissesNameIt() {
    SweepExtension.sweeps = SweepExtensionTest::failing;
    Events tests = execute(GatedCase.class).testEvents();
    assertThat(Run.open(swept).manifest().failed()).isEqualTo(6);
    tests
        .assertThatEvents()
        .haveExactly(
            7,
            event(
                finishedWithFailure(
                    message(
                        m ->
                            m.contains("1 documents that had a score have none now")
                                && m.endsWith(
                                    "\n6 samples failed; the run with them is in " + swept)))));
  }

  @Test
  void sweepThatBreaksOffKeepsWhatItHasAndNamesIt() {
    SweepExtension.sweeps = SweepExtensionTest::breakingOff;
    execute(GatedCase.class)
        .allEvents()
        .assertThatEvents()
        .haveAtLeastOne(
            event(
                finishedWithFailure(
                    instanceOf(PlumblineException.class),
                    message(
                        m ->
                            m.equals(
                                "the model's file cannot be read (the run so far is in "
                                    + swept
                                    + ")")))));
    assertThat(swept.resolve("journal")).exists();
  }

  @Test
  void bugsKeepTheRunAsWell() {
    SweepExtension.sweeps = SweepExtensionTest::crashing;
    execute(GatedCase.class)
        .allEvents()
        .assertThatEvents()
        .haveAtLeastOne(
            event(
                finishedWithFailure(
                    instanceOf(IllegalStateException.class),
                    suppressed(0, message("the run so far is in " + swept)))));
    assertThat(swept).exists();
  }

  @Test
  void sweepThatIsRefusedLeavesNothing() {
    SweepExtension.sweeps = SweepExtensionTest::refusing;
    execute(GatedCase.class)
        .allEvents()
        .assertThatEvents()
        .haveAtLeastOne(event(finishedWithFailure(message("unknown task"))));
    assertThat(swept.getParent()).doesNotExist();
  }

  private static EngineExecutionResults execute(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute();
  }

  @Test
  void eachTaskAndDepthIsATest() {
    Events tests = execute(GatedCase.class).testEvents();
    tests.assertStatistics(s -> s.started(8).succeeded(8));
    for (String task : List.of("sums", "facts")) {
      for (int r : List.of(1, 4, 16)) {
        tests
            .assertThatEvents()
            .haveExactly(1, event(displayName(task + ", r=" + r), finishedSuccessfully()));
      }
    }
  }

  @Test
  void sweepRunsOnceWithWhatTheAnnotationSays() {
    execute(GatedCase.class);
    assertThat(count).isEqualTo(1);
    assertThat(asked)
        .isEqualTo(
            SweepPlan.of(TaskSelection.of("sums", "facts").withLimit(60), 1, 4, 16)
                .withStart(new StartState(StartState.Kind.RANDOM, 2.5))
                .withSeed(7));
  }

  @Test
  void plantedLossFailsItsDepthAndItsCurveAlone() {
    loss = true;
    Events tests = execute(GatedCase.class).testEvents();
    tests.assertStatistics(s -> s.started(8).failed(2));
    tests
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                displayName("sums, r=16"),
                finishedWithFailure(
                    instanceOf(AssertionError.class),
                    message(
                        m ->
                            m.startsWith("sums:exact_match,strict@16 is 0.5 and was 0.8333 (n=60,")
                                && m.contains("\n  document 0 lost (1 to 0): asked \"")
                                && m.endsWith("\n  and 10 more")))))
        .haveExactly(
            1,
            event(
                displayName("sumsAreLearned(SweepResult)"),
                finishedWithFailure(
                    message(
                        m ->
                            m.startsWith(
                                "sums:exact_match,strict@16 is 0.5 (n=60, 95% interval 0.3774 to"
                                    + " 0.6226), below the minimum of 0.8")))));
  }

  @Test
  void misuseSaysWhatToDo() {
    EngineExecutionResults results = execute(BareCase.class);
    results
        .allEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(PlumblineException.class),
                    message(
                        "isNotSwept(Depth): nothing says what is swept; put @Sweep on the test or"
                            + " class"))))
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(m -> m.contains("needs the system property test.nowhere")))))
        .haveExactly(
            6,
            event(
                finishedWithFailure(
                    instanceOf(PlumblineException.class),
                    message(m -> m.contains("give @Sweep(baseline = ...), written by")))));
  }
}
