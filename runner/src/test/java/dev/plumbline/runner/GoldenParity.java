package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.MemoryBudget;
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
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Compares a bundle with golden vectors: all depths of a prompt in one pass.
 *
 * @param depth what the vectors call an iteration, r or t
 * @param depths at which logits are compared
 */
record GoldenParity(Golden golden, Bundle bundle, String depth, List<Integer> depths) {
  /** Absolute or relative, as the golden vectors promise for float32. */
  private static final double TOLERANCE = 2e-4;

  /** Two best logits that are nearer than this may change places. */
  private static final double TIE = 1e-4;

  /** From a zero state, of vectors that are named so: {@code zero.r8}. */
  void vectorsFromZeroStatesAreEqual(String prefix) {
    for (int prompt = 0; prompt < golden.prompts(); prompt++) {
      vectorsAreEqual(prompt, InitialStates.zeros(bundle.shape().width()), prefix);
    }
  }

  /** From the states that go with the vectors. */
  void vectorsFromGivenStatesAreEqual() {
    int width = bundle.shape().width();
    for (int prompt = 0; prompt < golden.prompts(); prompt++) {
      float[][] state = golden.matrix("prompt" + prompt + ".state");
      InitialStates states =
          new InitialStates(
              width, position -> position < state.length ? state[position] : new float[width]);
      vectorsAreEqual(prompt, states, "state.");
    }
  }

  private void vectorsAreEqual(int prompt, InitialStates states, String prefix) {
    List<Integer> ids = golden.promptIds(prompt);
    long[] places = LongStream.range(0, ids.size()).toArray();
    CacheShape shape = bundle.shape().caches();
    try (Backend backend = RecurrentModel.backend(TestDevice.options())) {
      Recurrence recurrence = new Recurrence(backend, bundle, states, false);
      TracedStates traced = traced(recurrence, ids);
      try (Arena.Frame memory = recurrence.memory();
          PackedBatch batch = PackedBatch.ofTrees(memory, List.of(TokenTree.of(ids)), 0);
          SharedPrefix none = SharedPrefix.none(memory, shape);
          PrefixCaches caches = new PrefixCaches(memory, shape, none, 1)) {
        recurrence.run(
            batch,
            EveryExit.of(Sweep.of(depths), 1),
            caches,
            exit -> {
              int r = exit.iterations();
              HiddenState state = exit.last();
              String name = "prompt%d.%s%s%d.".formatted(prompt, prefix, depth, r);
              long[] targets = new long[places.length];
              Head head = recurrence.head(state, batch, caches.coda(r), places, targets, true);
              float[][] rows = new float[places.length][];
              Arrays.setAll(rows, head::logitsAt);
              assertClose(name + "logits", rows);
              for (String latent : List.of(name + "latent", name + "hidden")) {
                if (golden.has(latent)) {
                  assertClose(latent, Latents.of(recurrence, state, batch, caches.coda(r)));
                  HiddenState kept = HiddenState.of(memory, ids.size(), bundle.shape().width());
                  kept.put(0, traced.after(r));
                  assertClose(latent, Latents.of(recurrence, kept, batch, caches.coda(r)));
                }
              }
            });
      }
    }
  }

  private TracedStates traced(Recurrence recurrence, List<Integer> ids) {
    try (Tokenizer tokenizer = Tokenizer.open(bundle, false)) {
      MemoryBudget budget = new MemoryBudget(bundle.shape(), 1L << 30);
      return new StateTracer(bundle, recurrence, tokenizer, budget, OptionalInt.empty())
          .trace(List.of(ids), Collections.max(depths))
          .get(0);
    }
  }

  private void assertClose(String name, float[][] actual) {
    float[][] expected = golden.matrix(name);
    for (int token = 0; token < expected.length; token++) {
      for (int i = 0; i < expected[token].length; i++) {
        double difference = Math.abs(actual[token][i] - expected[token][i]);
        double allowed = TOLERANCE * Math.max(1, Math.abs(expected[token][i]));
        assertThat(difference).as("%s[%d, %d]", name, token, i).isLessThanOrEqualTo(allowed);
      }
    }
  }

  /** From zero states, token for token. */
  void greedyGenerationsAreEqual(String idsKey) {
    greedyGenerationsAreEqual(idsKey, expected -> true);
  }

  /** Those that are wanted. */
  void greedyGenerationsAreEqual(String idsKey, Predicate<JsonNode> wanted) {
    int compared = 0;
    ModelOptions zero = TestDevice.options().withInitialState(new InitialState.Zero());
    try (RecurrentModel model = RecurrentModel.open(bundle, zero)) {
      for (JsonNode expected : golden.generations.get("greedy")) {
        if (expected.path("smallest_margin").asDouble(1) < TIE || !wanted.test(expected)) {
          continue;
        }
        compared++;
        Request request =
            new Request.GenerateUntil(
                new DocumentId("golden", 0),
                golden.promptText(expected.get("prompt").asInt()),
                List.of(),
                Decoding.greedy(expected.get(idsKey).size()));
        model.answer(
            List.of(request),
            Sweep.of(List.of(expected.get(depth).asInt())),
            (asked, point, answer, usage) ->
                assertThat(((Answer.Generation) answer).tokens())
                    .as("prompt %s at %s", expected.get("prompt"), point)
                    .isEqualTo(Golden.ints(expected.get(idsKey))));
      }
    }
    assertThat(compared).isPositive();
  }
}
