package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.DeviceBackend;
import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.Traffic;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.InitialStates;
import dev.plumbline.runner.recurrence.Recurrence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What runs on GPUs, on the CPU: what it answers, and what crosses the bus. */
class DeviceBackendTest {
  private static final Bundle BUNDLE = Bundle.open(Path.of("..", "models", "embedded"));
  private static final Sweep SWEEP = Sweep.of(List.of(1, 3));
  private static final String LIST =
      "def solve(xs):\n    \"\"\"Return the smallest of the halves of the even numbers in xs.\"\"\"\n";
  private static final ModelOptions OPTIONS = ModelOptions.defaults();

  private static DeviceBackend device(long bytes) {
    return DeviceBackend.onHost(bytes, OptionalInt.empty(), false);
  }

  private static Map<SampleId, Answer> onHost(Sweep sweep) {
    HostBackend backend = HostBackend.ofPackedWeights(OptionalInt.empty(), false);
    return DialRequests.answers(RecurrentModel.open(BUNDLE, OPTIONS, backend), sweep);
  }

  @Test
  void answersAreThoseOfTheHostsMemoryToTheLastBit() {
    RecurrentModel model = RecurrentModel.open(BUNDLE, OPTIONS, device(1L << 30));
    assertThat(DialRequests.answers(model, SWEEP)).isEqualTo(onHost(SWEEP));
  }

  @Test
  void tokensThatLeaveOnTheirOwnAnswerAlike() {
    Sweep sweep = Sweep.parse("6-kl:0.01,6-latent-diff:0.05-available,6-mean");
    RecurrentModel model = RecurrentModel.open(BUNDLE, OPTIONS, device(1L << 30));
    assertThat(DialRequests.answers(model, sweep)).isEqualTo(onHost(sweep));
  }

  @Test
  void batchesBecomeSmallerWhereTheDeviceHoldsNoMore() {
    Map<SampleId, Answer> expected = onHost(SWEEP);
    RecurrentModel small = RecurrentModel.open(BUNDLE, OPTIONS, device(6L << 20));
    assertThat(DialRequests.answers(small, SWEEP)).isEqualTo(expected);
  }

  @Test
  void graphsSayWhatTheyTakeAndGive() {
    try (HostBackend host = HostBackend.ofPackedWeights(OptionalInt.empty(), false);
        DeviceBackend device = device(1L << 30)) {
      for (String part : List.of("prelude.onnx", "core.onnx", "coda.onnx")) {
        Graph expected = host.open(BUNDLE.graph(part));
        Graph graph = device.open(BUNDLE.graph(part));
        assertThat(graph.inputs()).isEqualTo(expected.inputs());
        assertThat(graph.outputs()).isEqualTo(expected.outputs());
      }
    }
  }

  @Test
  void operatorsAreTimed() {
    try (DeviceBackend backend = DeviceBackend.onHost(1L << 30, OptionalInt.of(1), true)) {
      Recurrence recurrence =
          new Recurrence(backend, BUNDLE, InitialStates.zeros(BUNDLE.shape().width()), false);
      assertThat(recurrence.endProfile()).containsOnlyKeys("prelude", "core", "coda");
    }
  }

  @Test
  void iterationsMoveNothing() {
    int width = BUNDLE.shape().width();
    List<TokenTree> rows =
        IntStream.range(5, 9)
            .mapToObj(n -> TokenTree.of(IntStream.range(0, n).boxed().toList()))
            .toList();
    List<Long> moved = new ArrayList<>();
    try (DeviceBackend backend = device(1L << 30)) {
      Traffic traffic = backend.traffic();
      Recurrence recurrence = new Recurrence(backend, BUNDLE, InitialStates.zeros(width), false);
      try (Arena.Frame memory = recurrence.memory();
          PackedBatch batch = PackedBatch.ofTrees(memory, rows, 0);
          SharedPrefix none = SharedPrefix.none(memory, BUNDLE.shape().caches());
          PrefixCaches caches =
              new PrefixCaches(memory, BUNDLE.shape().caches(), none, rows.size())) {
        recurrence.run(
            batch,
            EveryExit.of(Sweep.of(List.of(1, 2, 8)), rows.size()),
            caches,
            exit -> moved.add(traffic.up() + traffic.down()));
      }
    }
    assertThat(moved).hasSize(3);
    assertThat(moved.get(0)).isPositive();
    assertThat(moved).containsOnly(moved.get(0));
  }

  /** Up: what and where the token is, and what it sees; its s_0. Down: what follows it. */
  @Test
  void decodingStepsMoveTokensAndNoStates() {
    int width = BUNDLE.shape().width();
    try (DeviceBackend backend = device(1L << 30);
        RecurrentModel model = RecurrentModel.open(BUNDLE, OPTIONS, backend)) {
      Moved few = moved(backend, model, 4, 2);
      Moved more = moved(backend, model, 9, 2);
      Moved deeper = moved(backend, model, 9, 12);
      long argmaxAndLogprob = Long.BYTES + Float.BYTES;
      assertThat(more.down).isEqualTo(9 * argmaxAndLogprob);
      assertThat(more.down - few.down).isEqualTo(5 * argmaxAndLogprob);
      long start = (long) width * Float.BYTES;
      assertThat((more.up - few.up) / 5).isBetween(start, start + 200);
      assertThat(deeper).isEqualTo(more);
    }
  }

  private record Moved(long up, long down) {}

  private static Moved moved(DeviceBackend backend, RecurrentModel model, int tokens, int r) {
    Traffic traffic = backend.traffic();
    Moved before = new Moved(traffic.up(), traffic.down());
    Request request =
        new Request.GenerateUntil(
            new DocumentId("dial", 0), LIST, List.of(), Decoding.greedy(tokens));
    model.answer(List.of(request), Sweep.of(List.of(r)), (asked, point, answer, usage) -> {});
    return new Moved(traffic.up() - before.up, traffic.down() - before.down);
  }
}
