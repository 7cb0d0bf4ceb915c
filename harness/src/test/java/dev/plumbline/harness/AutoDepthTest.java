package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.TaskDepth;
import dev.plumbline.tasks.PreparedTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded model's chains need many iterations and its facts one. */
@Tag("slow")
class AutoDepthTest {
  private static final Path ROOT = Path.of("..");

  @TempDir private Path folder;

  private static SweepPlan plan(int most, String... tasks) {
    return SweepPlan.of(
            TaskSelection.of(tasks).withTaskFiles(ROOT.resolve("training/suite")).withLimit(60))
        .withModel(ROOT.resolve("models/embedded"))
        .withDepths(new Depths.Auto(0.1, 0.05, OptionalInt.of(most)));
  }

  private Run run(SweepPlan plan, String name) {
    return Evaluation.run(plan, Execution.defaults(), folder.resolve(name), SweepListener.NONE);
  }

  private static TaskDepth depth(Run run, int task) {
    return run.manifest().tasks().get(task).depth().orElseThrow();
  }

  private static List<String> lines(Run run, String file) throws IOException {
    return Files.readAllLines(run.folder().resolve(file));
  }

  @Test
  void eachTaskIsAskedUntilItIsEnoughAndAnswersAsInASweepOfFixedDepths() throws Exception {
    Map<String, TaskDepth> heard = new LinkedHashMap<>();
    SweepPlan plan = plan(64, "embedded_facts", "embedded_chains");
    Run run =
        Evaluation.run(
            plan,
            Execution.defaults(),
            folder.resolve("auto"),
            new SweepListener() {
              @Override
              public void found(PreparedTask task, TaskDepth depth) {
                heard.put(task.task().name(), depth);
              }
            });

    assertThat(depth(run, 0).enough()).isTrue();
    assertThat(depth(run, 0).from()).isEqualTo(SweepPoint.fixed(1));
    assertThat(depth(run, 0).deepest()).isEqualTo(SweepPoint.fixed(4));
    assertThat(depth(run, 1).enough()).isTrue();
    assertThat(depth(run, 1).from()).isEqualTo(SweepPoint.fixed(16));
    assertThat(depth(run, 1).deepest()).isEqualTo(SweepPoint.fixed(64));
    assertThat(heard.values()).containsExactly(depth(run, 0), depth(run, 1));
    assertThat(run.manifest().points()).extracting(SweepPoint::iterations).endsWith(32, 64);
    assertThat(lines(run, "samples.jsonl")).hasSize(60 * 3 + 60 * 7);

    Run fixed =
        run(
            plan.withDepths(Depths.of(dev.plumbline.protocol.Sweep.parse("1,2,4,8,16,32,64"))),
            "fixed");
    for (String file : List.of("samples.jsonl", "curves.csv", "documents.jsonl")) {
      assertThat(lines(fixed, file)).as(file).containsAll(lines(run, file));
    }
    assertThat(fixed.manifest().tasks())
        .extracting(Manifest.Task::depth)
        .allMatch(d -> d.isEmpty());
    assertThat(Files.readString(fixed.folder().resolve("manifest.json")))
        .doesNotContain("\"depth\"");
    // The manifest states the tokenizer's own choice, too.
    assertThat(StatedPlan.of(run.manifest())).isEqualTo(plan.withAddBosToken(false));
  }

  /** Ends the sweep after so many answers, as a kill would. */
  private static SweepListener stopAfter(int answers) {
    return new SweepListener() {
      private int left = answers;

      @Override
      public void kept() {
        left--;
        if (left == 0) {
          throw new PlumblineException("stopped");
        }
      }
    };
  }

  @Test
  void interruptedSweepGoesOnToTheBytesOfAnUndisturbedOne() {
    SweepPlan plan = plan(16, "embedded_facts", "embedded_chains");
    Run whole = run(plan, "whole");
    Path stopped = folder.resolve("stopped");
    // Within the first look of either task, and in the passes at r = 8 and 16 of the second.
    for (int answers : new int[] {50, 250, 90, 40}) {
      assertThatThrownBy(
              () -> Evaluation.run(plan, Execution.defaults(), stopped, stopAfter(answers)))
          .hasMessage("stopped");
    }
    Run resumed = run(plan, "stopped");
    for (String file : List.of("samples.jsonl", "curves.csv", "documents.jsonl")) {
      assertThat(resumed.folder().resolve(file))
          .hasSameBinaryContentAs(whole.folder().resolve(file));
    }
    assertThat(resumed.manifest().tasks()).isEqualTo(whole.manifest().tasks());
    assertThat(depth(whole, 1).enough()).isFalse();
    assertThat(depth(whole, 1).deepest()).isEqualTo(SweepPoint.fixed(16));
  }

  @Test
  void otherMarginIsAnotherRun() {
    SweepPlan plan = plan(16, "embedded_facts");
    Path stopped = folder.resolve("stopped");
    assertThatThrownBy(() -> Evaluation.run(plan, Execution.defaults(), stopped, stopAfter(20)))
        .hasMessage("stopped");
    SweepPlan other = plan.withDepths(new Depths.Auto(0.2, 0.05, OptionalInt.of(16)));
    assertThatThrownBy(() -> run(other, "stopped"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("margin was 0.1 and is 0.2");
  }

  @Test
  void partOfTheDocumentsDoesNotTellTheDepth() {
    try (Evaluation evaluation =
            Evaluation.open(
                PreparedSweep.of(plan(16, "embedded_facts")), Execution.defaults().withThreads(1));
        RunWriter writer = evaluation.begin(folder.resolve("sliced"), false)) {
      assertThatThrownBy(
              () ->
                  evaluation.answer(new Slice("embedded_facts", 0, 5), writer, SweepListener.NONE))
          .isInstanceOf(PlumblineException.class)
          .hasMessageContaining("name the iterations");
      assertThatThrownBy(() -> evaluation.finish(writer, ""))
          .isInstanceOf(PlumblineException.class)
          .hasMessage("the run cannot be finished: embedded_facts was not answered here");
    }
  }

  @Test
  void whatCannotTellWhenToStopIsRefused() {
    assertThatThrownBy(() -> PreparedSweep.of(plan(2, "embedded_facts")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("needs three depths")
        .hasMessageContaining("--most");
    assertThatThrownBy(() -> PreparedSweep.of(plan(16, "embedded_lists")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("embedded_lists: its programs are not executed")
        .hasMessageContaining("--allow-code");
    assertThatThrownBy(() -> new Depths.Auto(0, 0.05, OptionalInt.empty()))
        .hasMessageContaining("--margin");
    assertThatThrownBy(() -> new Depths.Auto(0.1, 1, OptionalInt.empty()))
        .hasMessageContaining("--alpha");
    assertThatThrownBy(() -> new Depths.Auto(0.1, 0.05, OptionalInt.of(2048)))
        .hasMessage("--most must lie between 1 and 1024, got 2048");
  }

  @Test
  void depthsBeginWithTheModelsOwnAndDouble() {
    PreparedSweep prepared = PreparedSweep.of(plan(16, "embedded_facts").withDepths(Depths.auto()));
    assertThat(prepared.sweep().points())
        .extracting(SweepPoint::iterations)
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128);
    assertThat(prepared.plan().depths())
        .isEqualTo(new Depths.Auto(0.03, 0.05, OptionalInt.of(128)));
  }
}
