package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps by the embedded model as a Java program makes them. */
class EvaluationTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> FILES =
      List.of("samples.jsonl", "documents.jsonl", "curves.csv");

  @TempDir private Path folder;

  private static SweepPlan plan(String... tasks) {
    return SweepPlan.of(
            TaskSelection.of(tasks).withTaskFiles(ROOT.resolve("training/suite")).withLimit(12),
            1,
            4)
        .withModel(ROOT.resolve("models/embedded"));
  }

  private record Kept(Sample sample, Usage usage) {}

  /** Keeps samples in memory, as a machine that sends them elsewhere would. */
  private record Collected(List<Kept> kept) implements SampleSink {
    @Override
    public boolean isAnswered(SampleId id) {
      return kept.stream().anyMatch(k -> k.sample().id().equals(id));
    }

    @Override
    public void append(Sample sample, Usage usage) {
      kept.add(new Kept(sample, usage));
    }
  }

  private static void assertSame(Run run, Run other) {
    for (String file : FILES) {
      assertThat(run.folder().resolve(file)).hasSameBinaryContentAs(other.folder().resolve(file));
    }
  }

  @Test
  void slicesAnsweredApartGiveTheBytesOfOneRun() {
    SweepPlan plan = plan("embedded_chains", "embedded_facts");
    Run whole =
        Evaluation.run(plan, Execution.defaults(), folder.resolve("whole"), SweepListener.NONE);

    Collected collected = new Collected(new ArrayList<>());
    for (List<Slice> machine :
        List.of(
            List.of(new Slice("embedded_facts", 5, 12), new Slice("embedded_chains", 0, 7)),
            List.of(new Slice("embedded_chains", 7, 12), new Slice("embedded_facts", 0, 5)))) {
      try (Evaluation evaluation =
          Evaluation.open(PreparedSweep.of(plan), Execution.defaults().withThreads(1))) {
        machine.forEach(slice -> evaluation.answer(slice, collected, SweepListener.NONE));
      }
    }
    Collections.shuffle(collected.kept(), new Random(1));
    Run merged;
    try (Evaluation evaluation = Evaluation.open(PreparedSweep.of(plan), Execution.defaults());
        RunWriter writer = evaluation.begin(folder.resolve("merged"), false)) {
      collected.kept().forEach(kept -> writer.append(kept.sample(), kept.usage()));
      merged = evaluation.finish(writer, "");
    }

    assertSame(merged, whole);
  }

  @Test
  void runThatLacksAnswersIsNotFinished() {
    SweepPlan plan = plan("embedded_chains");
    try (Evaluation evaluation = Evaluation.open(PreparedSweep.of(plan), Execution.defaults());
        RunWriter writer = evaluation.begin(folder.resolve("part"), false)) {
      evaluation.answer(new Slice("embedded_chains", 0, 7), writer, SweepListener.NONE);
      assertThatThrownBy(() -> evaluation.finish(writer, ""))
          .isInstanceOf(PlumblineException.class)
          .hasMessage(
              "the run cannot be finished: 10 answers are missing, the first is"
                  + " embedded_chains, document 7, r=1");
      evaluation.answer(writer, SweepListener.NONE);
      assertThat(evaluation.finish(writer, "").manifest().failed()).isZero();
    }
  }

  @Test
  void evaluationsInOneProcessWorkAtTheSameTime() throws Exception {
    List<SweepPlan> plans =
        List.of(plan("embedded_chains"), plan("embedded_facts").withStart(StartState.zero()));
    List<Run> alone = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      alone.add(
          Evaluation.run(
              plans.get(i), Execution.defaults(), folder.resolve("alone" + i), SweepListener.NONE));
    }

    ExecutorService threads = Executors.newFixedThreadPool(plans.size());
    List<Future<Run>> together = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      SweepPlan plan = plans.get(i);
      Path run = folder.resolve("together" + i);
      together.add(
          threads.submit(
              () -> Evaluation.run(plan, Execution.defaults(), run, SweepListener.NONE)));
    }

    for (int i = 0; i < plans.size(); i++) {
      assertSame(together.get(i).get(), alone.get(i));
    }
    threads.shutdown();
  }

  @Test
  void nothingIsLeftRunningByAClosedEvaluation() {
    Evaluation.open(
            PreparedSweep.of(plan("embedded_lists").withCode(CodeExecution.UNSANDBOXED)),
            Execution.defaults().withThreads(1))
        .close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("code-judge"));
  }
}
