package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.HiddenState;
import dev.plumbline.runner.recurrence.InitialStates;
import dev.plumbline.runner.recurrence.Latents;
import dev.plumbline.runner.recurrence.Recurrence;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The published PyTorch code's logits, latents and greedy generations, all of them. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class GoldenParityTest {
  /** Absolute or relative, as the golden vectors promise for float32. */
  private static final double TOLERANCE = 2e-4;

  private static final Sweep SWEEP = Sweep.of(List.of(1, 2, 4, 8, 32));

  private static Golden golden;
  private static Bundle bundle;

  @BeforeAll
  static void export(@TempDir Path folder) {
    golden = new Golden();
    bundle = Golden.export(folder.resolve("tiny-raven"));
  }

  @Test
  void logitsAndLatentsFromAZeroStateAreThoseOfThePublishedCode() {
    try (Backend backend = RecurrentModel.backend(ModelOptions.defaults())) {
      InitialStates zeros = InitialStates.zeros(bundle.shape().width());
      Recurrence recurrence = new Recurrence(backend, bundle, zeros, false);
      for (int prompt = 0; prompt < golden.prompts(); prompt++) {
        compare(recurrence, prompt, "zero");
      }
    }
  }

  @Test
  void logitsAndLatentsFromAGivenStateAreThoseOfThePublishedCode() {
    int width = bundle.shape().width();
    for (int prompt = 0; prompt < golden.prompts(); prompt++) {
      float[][] state = golden.matrix("prompt" + prompt + ".state");
      InitialStates states =
          new InitialStates(
              width, position -> position < state.length ? state[position] : new float[width]);
      try (Backend backend = RecurrentModel.backend(ModelOptions.defaults())) {
        compare(new Recurrence(backend, bundle, states, false), prompt, "state");
      }
    }
  }

  private static void compare(Recurrence recurrence, int prompt, String init) {
    List<Integer> ids = golden.promptIds(prompt);
    Map<Integer, float[][]> logits = new HashMap<>();
    Map<Integer, float[][]> latents = new HashMap<>();
    long[] places = LongStream.range(0, ids.size()).toArray();
    CacheShape shape = bundle.shape().caches();
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = PackedBatch.ofTrees(memory, List.of(TokenTree.of(ids)), 0);
        SharedPrefix none = SharedPrefix.none(memory, shape);
        PrefixCaches caches = new PrefixCaches(memory, shape, none, 1)) {
      recurrence.run(
          batch,
          EveryExit.of(SWEEP, 1),
          caches,
          exit -> {
            int r = exit.iterations();
            HiddenState state = exit.last();
            long[] targets = new long[places.length];
            Head head = recurrence.head(state, batch, caches.coda(r), places, targets, true);
            float[][] rows = new float[places.length][];
            Arrays.setAll(rows, head::logitsAt);
            logits.put(r, rows);
            latents.put(r, Latents.of(recurrence, state, batch, caches.coda(r)));
          });
    }
    for (SweepPoint point : SWEEP.points()) {
      int r = point.iterations();
      String name = "prompt" + prompt + "." + init + ".r" + r;
      assertClose(name + ".logits", logits.get(r), golden.matrix(name + ".logits"));
      if (golden.has(name + ".latent")) {
        assertClose(name + ".latent", latents.get(r), golden.matrix(name + ".latent"));
      }
    }
  }

  private static void assertClose(String name, float[][] actual, float[][] expected) {
    for (int token = 0; token < expected.length; token++) {
      for (int i = 0; i < expected[token].length; i++) {
        double difference = Math.abs(actual[token][i] - expected[token][i]);
        double allowed = TOLERANCE * Math.max(1, Math.abs(expected[token][i]));
        assertThat(difference).as("%s[%d, %d]", name, token, i).isLessThanOrEqualTo(allowed);
      }
    }
  }

  @Test
  void greedyGenerationsAreThoseOfThePublishedCodeTokenForToken() {
    ModelOptions zero = ModelOptions.defaults().withInitialState(new InitialState.Zero());
    try (RecurrentModel model = RecurrentModel.open(bundle, zero)) {
      for (JsonNode expected : golden.generations.get("greedy")) {
        Request request =
            new Request.GenerateUntil(
                new DocumentId("golden", 0),
                golden.promptText(expected.get("prompt").asInt()),
                List.of(),
                Decoding.greedy(expected.get("new_ids").size()));
        model.answer(
            List.of(request),
            Sweep.of(List.of(expected.get("r").asInt())),
            (asked, point, answer, usage) ->
                assertThat(((Answer.Generation) answer).tokens())
                    .as("prompt %s at r=%s", expected.get("prompt"), point)
                    .isEqualTo(Golden.ints(expected.get("new_ids"))));
      }
    }
  }
}
