package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import dev.plumbline.runner.SpeculationResult;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import dev.plumbline.tasks.PreparedTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    public void forEach(Consumer<Sample> sample) {
      kept.forEach(k -> sample.accept(k.sample()));
    }

    @Override
    public void append(Sample sample, Usage usage) {
      kept.add(new Kept(sample, usage));
    }
  }

  private List<Response.Generation> generations(String name, String more) throws IOException {
    Path tasks = Files.createDirectories(folder.resolve(name));
    Files.writeString(tasks.resolve("rows.jsonl"), "{\"q\": \"2 3 +\"}\n{\"q\": \"one two\"}\n");
    Files.writeString(
        tasks.resolve("task.yaml"),
        """
        task: repeated
        dataset_path: json
        dataset_kwargs: {data_files: {test: rows.jsonl}}
        test_split: test
        doc_to_text: "{{q}}"
        doc_to_target: x
        """
            + more);
    SweepPlan plan =
        SweepPlan.of(TaskSelection.of("repeated").withTaskFiles(tasks), 2)
            .withModel(ROOT.resolve("models/embedded"));
    Run run =
        Evaluation.run(
            plan, Execution.defaults(), folder.resolve(name + "-run"), SweepListener.NONE);
    try (Stream<Sample> samples = run.samples()) {
      return samples
          .map(sample -> sample.outcome().response().orElseThrow())
          .map(
              response ->
                  response.match(
                      choice -> new Response.Generation("", Map.of()),
                      generation -> generation,
                      programs -> new Response.Generation("", Map.of())))
          .toList();
    }
  }

  @Test
  void repeatsDrawFurtherTextsBehindTheOneThatIsDrawnAlone() throws IOException {
    String drawn = "generation_kwargs: {do_sample: true, temperature: 2.0, max_gen_toks: 12}\n";
    List<Response.Generation> once = generations("once", drawn);
    List<Response.Generation> several = generations("several", drawn + "repeats: 4\n");
    for (int i = 0; i < once.size(); i++) {
      assertThat(once.get(i).others()).isEmpty();
      assertThat(several.get(i).text()).isEqualTo(once.get(i).text());
      assertThat(several.get(i).texts()).hasSize(4).doesNotHaveDuplicates();
    }
    assertThat(generations("again", drawn + "repeats: 4\n")).isEqualTo(several);
  }

  @Test
  void repeatsOfGreedyDecodingAreTheSameText() throws IOException {
    String greedy = "generation_kwargs: {do_sample: false, max_gen_toks: 12}\nrepeats: 3\n";
    for (Response.Generation each : generations("greedy", greedy)) {
      assertThat(each.texts()).isEqualTo(Collections.nCopies(3, each.text()));
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
  void speculationChangesNoByteAndIsCounted() throws IOException {
    SweepPlan plan = plan("embedded_chains", "embedded_facts");
    Run plain =
        Evaluation.run(plan, Execution.defaults(), folder.resolve("plain"), SweepListener.NONE);
    Execution drafting = Execution.defaults().withSpeculation(new Speculation(2, 4));
    List<String> told = new ArrayList<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void speculated(PreparedTask task, SpeculationResult result) {
            told.add(task.task().name() + " " + result.counts().keySet());
          }
        };

    Run drafted = Evaluation.run(plan, drafting, folder.resolve("drafted"), listener);

    assertSame(drafted, plain);
    assertThat(told)
        .containsExactly(
            "embedded_chains " + Set.of(SweepPoint.fixed(4)), "embedded_facts " + Set.of());
    List<String> lines = Files.readAllLines(drafted.folder().resolve("speculation.csv"));
    assertThat(lines)
        .hasSize(2)
        .first()
        .isEqualTo(
            "task,iterations,drafted,accepted,tokens,rounds,replayed,ms_per_token,plain_ms_per_token");
    assertThat(lines.get(1)).matches("embedded_chains,4(,[1-9][0-9]*){4},0(,[0-9.]*){2}");
    assertThat(plain.folder().resolve("speculation.csv")).doesNotExist();
    assertThat(drafted.manifest().configuration().values()).containsEntry("speculate", "2:4");
  }

  @Test
  void aRunGoesOnWithSpeculationAsWithout() {
    SweepPlan plan = plan("embedded_chains");
    Run whole =
        Evaluation.run(plan, Execution.defaults(), folder.resolve("whole"), SweepListener.NONE);
    try (Evaluation evaluation = Evaluation.open(PreparedSweep.of(plan), Execution.defaults());
        RunWriter writer = evaluation.begin(folder.resolve("part"), false)) {
      evaluation.answer(new Slice("embedded_chains", 0, 7), writer, SweepListener.NONE);
    }

    Execution drafting = Execution.defaults().withSpeculation(new Speculation(1, 2));
    assertSame(Evaluation.run(plan, drafting, folder.resolve("part"), SweepListener.NONE), whole);
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

  private static final String TASK =
      """
      task: %s
      tag: dials
      dataset_path: json
      dataset_kwargs: {data_files: {test: dials.jsonl}}
      test_split: test
      doc_to_text: "{{dial}}"
      """;

  private SweepPlan dials(Path model) throws IOException {
    Path tasks = Files.createDirectories(folder.resolve("dials"));
    Files.writeString(
        tasks.resolve("dials.jsonl"),
        IntStream.range(0, 40)
            .mapToObj("{\"dial\": \"A dial at %d goes plus 1.\"}%n"::formatted)
            .collect(Collectors.joining()));
    Files.writeString(
        tasks.resolve("choose.yaml"),
        TASK.formatted("choose")
            + """
            output_type: multiple_choice
            doc_to_choice: [" 1", " minus 3"]
            doc_to_target: 0
            """);
    Files.writeString(
        tasks.resolve("go_on.yaml"),
        TASK.formatted("go_on")
            + """
            output_type: generate_until
            doc_to_target: "1"
            generation_kwargs: {until: ["zz"], max_gen_toks: 8}
            """);
    return SweepPlan.of(TaskSelection.of("dials").withTaskFiles(tasks), 1, 3).withModel(model);
  }

  private static Run runFrom(CyclicBarrier start, SweepPlan plan, Path folder) throws Exception {
    // One document at a time, so that the narrow model's block of 16 tokens holds a batch.
    Execution execution = Execution.defaults().withBatchSize(1);
    try (Evaluation evaluation = Evaluation.open(PreparedSweep.of(plan), execution);
        RunWriter writer = evaluation.begin(folder, false)) {
      start.await(60, TimeUnit.SECONDS);
      evaluation.answer(writer, SweepListener.NONE);
      return evaluation.finish(writer, "");
    }
  }

  @Test
  void modelsOfDifferentWidthAnswerAtTheSameTimeAsEachAlone() throws Exception {
    Path checkpoint =
        ROOT.resolve("runner/src/test/resources/dev/plumbline/runner/export/untied-f32-shards");
    Bundle narrow =
        Exporter.export(
            new ExportRequest(checkpoint, folder.resolve("narrow"), Precision.FP32, false),
            ExportProgress.NONE);
    Bundle wide = Bundle.open(ROOT.resolve("models/embedded"));
    assertThat(narrow.shape().width()).isLessThan(wide.shape().width());

    SweepPlan narrowPlan = dials(narrow.folder());
    SweepPlan widePlan = dials(wide.folder());

    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Run narrowRun;
    Run wideRun;
    try {
      Future<Run> first = threads.submit(() -> runFrom(start, narrowPlan, folder.resolve("first")));
      Future<Run> second = threads.submit(() -> runFrom(start, widePlan, folder.resolve("second")));
      narrowRun = first.get();
      wideRun = second.get();
    } finally {
      threads.shutdown();
      threads.awaitTermination(60, TimeUnit.SECONDS);
    }

    CyclicBarrier alone = new CyclicBarrier(1);
    assertSame(narrowRun, runFrom(alone, narrowPlan, folder.resolve("narrow-alone")));
    assertSame(wideRun, runFrom(alone, widePlan, folder.resolve("wide-alone")));
    for (Run run : List.of(narrowRun, wideRun)) {
      try (Stream<Sample> samples = run.samples()) {
        assertThat(samples)
            .hasSize(2 * 2 * 40)
            .noneMatch(sample -> sample.outcome() instanceof Outcome.Failed);
      }
    }
  }

  @Test
  void nothingIsLeftRunningByAClosedEvaluation() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<Thread> own;
    try (Evaluation evaluation =
        Evaluation.open(
            PreparedSweep.of(plan("embedded_lists").withCode(CodeExecution.UNSANDBOXED)),
            Execution.defaults().withThreads(1))) {
      evaluation.answer(
          new Slice("embedded_lists", 0, 2), new Collected(new ArrayList<>()), SweepListener.NONE);
      own =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread))
              .filter(thread -> thread.getName().matches("code-judge|onnxruntime"))
              .toList();
      assertThat(own).extracting(Thread::getName).contains("code-judge", "onnxruntime");
    }
    for (Thread thread : own) {
      thread.join(10_000);
    }
    assertThat(own).noneMatch(Thread::isAlive);
  }
}
