package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.export.LoopedLayers;
import dev.plumbline.runner.network.Network.Update;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class StateTracerTest {
  private static final Bundle EMBEDDED = Bundle.open(Path.of("..", "models", "embedded"));

  private static List<Request> requests(int count) {
    return IntStream.range(0, count)
        .<Request>mapToObj(
            i ->
                new Request.Loglikelihoods(
                    new DocumentId("t", i),
                    "Start with "
                        + "1 ".repeat(i % 7)
                        + i
                        + "."
                        + " Add 3.".repeat(1 + 11 * i % 23),
                    List.of(" 7")))
        .toList();
  }

  private static List<List<Integer>> texts(StateTracer tracer, int count) {
    return requests(count).stream().map(tracer::tokens).toList();
  }

  @Test
  void statesTogetherAreThoseAloneToTheBit() {
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      StateTracer tracer = model.tracer();
      List<List<Integer>> texts = texts(tracer, 8);
      List<TracedStates> together = tracer.trace(texts, 5);
      List<TracedLens> lenses = tracer.lens(texts, together, List.of(1, 2, 5));
      for (int i = 0; i < texts.size(); i++) {
        List<List<Integer>> one = texts.subList(i, i + 1);
        List<TracedStates> alone = tracer.trace(one, 5);
        for (int r = 0; r <= 5; r++) {
          assertThat(together.get(i).after(r)).isEqualTo(alone.get(0).after(r));
        }
        TracedLens lens = tracer.lens(one, alone, List.of(1, 2, 5)).get(0);
        for (LensNumber number : LensNumber.values()) {
          assertThat(lenses.get(i).of(number)).isDeepEqualTo(lens.of(number));
        }
      }
    }
  }

  @Test
  void everyTextIsInOneBatch() {
    ModelOptions three = TestDevice.options().withBatchSize(3);
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, three)) {
      List<List<Integer>> batches = model.tracer().batches(texts(model.tracer(), 20), 4);
      assertThat(batches).allMatch(batch -> batch.size() <= 3);
      assertThat(batches.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20).boxed().toList());
    }
  }

  @Test
  void lastTokensAreTheStatesThatPathsCompare() {
    List<Request> requests = requests(6);
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      List<SortedMap<Integer, float[]>> paths =
          model.latents().of(requests, Sweep.of(List.of(1, 3)));
      List<TracedStates> states = model.tracer().trace(texts(model.tracer(), 6), 3);
      for (int i = 0; i < 6; i++) {
        float[][] last = states.get(i).of(states.get(i).tokens() - 1);
        assertThat(last[1]).isEqualTo(paths.get(i).get(1));
        assertThat(last[3]).isEqualTo(paths.get(i).get(3));
      }
    }
  }

  @Test
  void firstStateIsTheSeedsOwn() {
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      List<List<Integer>> texts = texts(model.tracer(), 2);
      float[] drawn = model.tracer().trace(texts, 1).get(0).after(0);
      assertThat(drawn).isNotEqualTo(new float[drawn.length]);
      RecurrentModel zero = model.from(new InitialState.Zero(), Optional.empty());
      assertThat(zero.tracer().trace(texts, 1).get(0).after(0)).isEqualTo(new float[drawn.length]);
    }
  }

  @Test
  void lensSaysWhatScoringSays() {
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      StateTracer tracer = model.tracer();
      List<Request> requests = requests(4);
      List<List<Integer>> texts = texts(tracer, 4);
      List<Integer> depths = List.of(1, 4, 8);
      List<TracedLens> lenses = tracer.lens(texts, tracer.trace(texts, 8), depths);
      for (int i = 0; i < 4; i++) {
        TracedLens lens = lenses.get(i);
        int last = texts.get(i).size() - 1;
        int said = (int) lens.of(LensNumber.TOKEN)[2][last];
        Request asked =
            new Request.Loglikelihoods(
                new DocumentId("t", i),
                ((Request.Loglikelihoods) requests.get(i)).context(),
                List.of(tracer.text(said)));
        model.answer(
            List.of(asked),
            Sweep.of(depths),
            (request, point, answer, usage) -> {
              int depth = depths.indexOf(point.iterations());
              assertThat(((Answer.Loglikelihoods) answer).sums().get(0))
                  .isCloseTo(lens.of(LensNumber.FINAL_LOG_PROBABILITY)[depth][last], within(1e-5f));
            });
        assertThat(lens.of(LensNumber.FINAL_RANK)[2]).containsOnly(1);
        assertThat(lens.of(LensNumber.DIVERGENCE)[2]).containsOnly(0);
        for (float nats : lens.of(LensNumber.ENTROPY)[0]) {
          assertThat(nats).isNotNegative();
        }
      }
    }
  }

  @Test
  void stateBesideIsThatOfTheSameTextFromElsewhere() {
    try (RecurrentModel model = RecurrentModel.open(EMBEDDED, TestDevice.options())) {
      List<List<Integer>> texts = texts(model.tracer(), 3);
      RecurrentModel zero = model.from(new InitialState.Zero(), Optional.empty());
      List<TracedStates> fromZero = zero.tracer().trace(texts, 3);
      List<TracedStates> plain = model.tracer().trace(texts, 3);
      List<FromZero> beside = texts.stream().map(text -> new FromZero()).toList();
      List<TracedStates> both = model.tracer().trace(texts, 3, beside, 2);
      for (int i = 0; i < 3; i++) {
        assertThat(both.get(i).after(3)).isEqualTo(plain.get(i).after(3));
        for (int r = 1; r <= 3; r++) {
          assertThat(beside.get(i).others.get(r - 1)).isEqualTo(fromZero.get(i).after(r));
        }
        // At the end both go on from the text's last state.
        assertThat(beside.get(i).owns.get(3)).isEqualTo(beside.get(i).owns.get(4));
      }
    }
  }

  /** Goes on from zeros for three iterations, then repeats the text's own last state. */
  private static final class FromZero implements BesideState {
    private final List<float[]> others = new ArrayList<>();
    private final List<float[]> owns = new ArrayList<>();

    @Override
    public float[] beside(float[] own) {
      if (others.isEmpty()) {
        return new float[own.length];
      }
      return others.size() < 3 ? others.get(others.size() - 1) : own;
    }

    @Override
    public void advanced(float[] own, float[] other) {
      owns.add(own);
      others.add(other);
    }
  }

  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  @Test
  void statesOfALoopThatGoesAPartOfTheWayAreThoseOfThatManyIterations(@TempDir Path folder) {
    Golden golden = new Golden("families/qwen3");
    Bundle bundle =
        golden.export(folder.resolve("damped"), Optional.of(new LoopedLayers(1, 2, Update.DAMPED)));
    try (RecurrentModel model = RecurrentModel.open(bundle, TestDevice.options())) {
      List<Request> requests = requests(2);
      List<List<Integer>> texts = requests.stream().map(model.tracer()::tokens).toList();
      for (int r : new int[] {1, 4}) {
        float[][] last = model.tracer().trace(texts, r).get(1).of(texts.get(1).size() - 1);
        assertThat(last[r])
            .isEqualTo(model.latents().of(requests, Sweep.of(List.of(r))).get(1).get(r));
      }
    }
  }
}
