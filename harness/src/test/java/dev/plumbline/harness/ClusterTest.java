package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose slices others answer; here they are this process, behind Java's serialization. */
class ClusterTest {
  private static final Path ROOT = Path.of("..");

  @TempDir private Path folder;

  private static SweepPlan plan() {
    return SweepPlan.of(
            TaskSelection.of("embedded_chains", "embedded_facts")
                .withTaskFiles(ROOT.resolve("training/suite"))
                .withLimit(12),
            1,
            4)
        .withModel(ROOT.resolve("models/embedded"));
  }

  /** Answers in any order, but for the slices that fail on it. */
  private static final class Here implements Cluster {
    private final Executor executor;
    private final Predicate<Slice> fails;
    private final List<Slice> asked = new ArrayList<>();

    Here(Path files, Predicate<Slice> fails) {
      this.executor = new Executor("here", files, OptionalInt.of(1), OptionalInt.empty());
      this.fails = fails;
    }

    @Override
    public int slots() {
      return 3;
    }

    @Override
    public void answer(SweepOrder order, List<Slice> slices, Consumer<SliceAnswers> listener) {
      List<Slice> shuffled = new ArrayList<>(slices);
      Collections.shuffle(shuffled, new Random(1));
      for (Slice slice : shuffled) {
        asked.add(slice);
        listener.accept(
            fails.test(slice)
                ? SliceAnswers.failed(slice, "elsewhere", "no memory left")
                : sent(SliceWorker.answer(sent(order), sent(slice), executor)));
      }
    }

    @Override
    public void close() {}
  }

  @SuppressWarnings("unchecked")
  private static <T extends Serializable> T sent(T object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
      return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private Run run(String name, Cluster cluster) {
    try (Evaluation evaluation =
            Evaluation.open(PreparedSweep.of(plan()), Execution.defaults(), cluster);
        RunWriter writer = evaluation.begin(folder.resolve(name), false)) {
      evaluation.answer(writer, SweepListener.NONE);
      return evaluation.finish(writer, "");
    }
  }

  private void assertSameAsPlain(Run run) {
    Run plain =
        Evaluation.run(plan(), Execution.defaults(), folder.resolve("plain"), SweepListener.NONE);
    for (String file : List.of("samples.jsonl", "documents.jsonl", "curves.csv")) {
      assertThat(run.folder().resolve(file)).hasSameBinaryContentAs(plain.folder().resolve(file));
    }
    assertThat(run.manifest().tasks()).isEqualTo(plain.manifest().tasks());
    assertThat(run.manifest().versions()).isEqualTo(plain.manifest().versions());
    assertThat(run.manifest().configuration()).isEqualTo(plain.manifest().configuration());
  }

  @Test
  void clusterGivesTheBytesOfOneMachine() throws IOException {
    Run run = run("cluster", new Here(Path.of("/"), slice -> false));

    assertSameAsPlain(run);
    assertThat(run.seconds()).hasSize(4);
    assertThat(Files.readAllLines(run.folder().resolve("timing.csv")))
        .hasSize(5)
        .startsWith("task,iterations,seconds,executor")
        .filteredOn(line -> line.endsWith(",here"))
        .hasSize(4);
  }

  @Test
  void sliceThatFailsCostsNoOtherAndIsAskedAgainAlone() {
    Here some = new Here(Path.of("/"), slice -> slice.task().equals("embedded_facts"));
    assertThatThrownBy(() -> run("cluster", some))
        .isInstanceOf(PlumblineException.class)
        .hasMessageMatching(
            "[0-9]+ of [0-9]+ slices failed, the first is embedded_facts, documents [0-9]+ to"
                + " [0-9]+, on elsewhere: no memory left");
    assertThat(some.asked).extracting(Slice::task).contains("embedded_chains");

    Here all = new Here(Path.of("/"), slice -> false);
    Run run = run("cluster", all);

    assertThat(all.asked).extracting(Slice::task).containsOnly("embedded_facts");
    assertSameAsPlain(run);
  }

  @Test
  void packedFoldersAnswerElsewhere() throws IOException {
    SweepOrder order = SweepOrder.of(PreparedSweep.of(plan()), Execution.defaults());
    Path files = folder.resolve("unpacked");
    for (var packed : order.folders().entrySet()) {
      try (Stream<Path> all = Files.walk(packed.getValue())) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          Path copy = files.resolve(packed.getKey()).resolve(packed.getValue().relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    assertThat(order.folders()).containsOnlyKeys("model", "include-path-0");
    Here elsewhere = new Here(files, slice -> false);
    Slice slice = new Slice("embedded_facts", 0, 3);

    SliceAnswers answers = SliceWorker.answer(order.packed(), slice, elsewhere.executor);

    assertThat(answers.entries())
        .hasSameElementsAs(SliceWorker.answer(order, slice, elsewhere.executor).entries());
  }

  @Test
  void machineWithAnotherModelIsRefused() throws IOException {
    Path other = Files.createDirectories(folder.resolve("model"));
    try (Stream<Path> all = Files.list(ROOT.resolve("models/embedded"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.copy(file, other.resolve(file.getFileName()));
      }
    }
    Path description = other.resolve("plumbline.json");
    Files.writeString(description, Files.readString(description) + "\n");
    PreparedSweep sweep = PreparedSweep.of(plan());
    SweepOrder order = SweepOrder.of(sweep, Execution.defaults());

    assertThatThrownBy(() -> order.require(PreparedSweep.of(plan().withModel(other))))
        .isInstanceOf(PlumblineException.class)
        .hasMessageMatching(
            "model is [0-9a-f]{64} here, but [0-9a-f]{64} where the sweep was started; give all"
                + " machines the same files");
    order.require(sweep);
  }

  @Test
  void whatTellsOfOneProcessIsRefused() {
    PreparedSweep sweep = PreparedSweep.of(plan());
    Here cluster = new Here(Path.of("/"), slice -> false);
    assertThatThrownBy(
            () ->
                Evaluation.open(
                    sweep, Execution.defaults().withSpeculation(new Speculation(1, 2)), cluster))
        .hasMessageStartingWith("--speculate and --profile");
    PreparedSweep auto = PreparedSweep.of(plan().withDepths(Depths.auto()));
    assertThatThrownBy(() -> Evaluation.open(auto, Execution.defaults(), cluster))
        .hasMessageStartingWith("--iterations auto");
  }

  @Test
  void slicesCoverWhatIsOpenOnceAndAreOfEqualWork() {
    PreparedSweep sweep = PreparedSweep.of(plan());
    Here cluster = new Here(Path.of("/"), slice -> true);
    assertThatThrownBy(() -> run("open", cluster)).hasMessageContaining("slices failed");
    assertThat(
            sweep.documents().stream()
                .map(document -> cluster.asked.stream().filter(s -> s.contains(document)).count()))
        .containsOnly(1L);
  }
}
