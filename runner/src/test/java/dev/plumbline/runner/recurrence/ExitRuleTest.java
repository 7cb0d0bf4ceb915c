package dev.plumbline.runner.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.HostNumbers;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.FixedExits;
import dev.plumbline.runner.batch.NextToken;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.KvCache;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PassCaches;
import dev.plumbline.runner.cache.SequenceCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The recurrence and the caches ask the rule alone when rows leave. */
class ExitRuleTest {
  private static final Bundle BUNDLE = Bundle.open(Path.of("..", "models", "embedded"));
  private static final List<Integer> TOKENS = List.of(5, 7, 11);

  /** Empty caches, to which nothing is added. */
  private record Empty(SequenceCaches caches, SharedPrefix prefix) implements PassCaches {
    @Override
    public PartCache prelude() {
      return cache(prefix.prelude(), caches.prelude());
    }

    @Override
    public PartCache core(int iteration) {
      return cache(prefix.core(iteration), caches.core().get(iteration - 1));
    }

    @Override
    public PartCache coda(int exit) {
      return cache(prefix.coda(exit), caches.coda().get(exit));
    }

    private static PartCache cache(Map<String, Tensor> prefix, KvCache past) {
      Map<String, Tensor> earlier = new HashMap<>(prefix);
      earlier.putAll(past.past());
      return new PartCache(earlier, Map.of(), () -> {});
    }
  }

  /** The state with which each token leaves the core, the last token first. */
  private static List<float[]> leavingStates(
      Recurrence recurrence, List<Integer> tokens, ExitRule rule) {
    CacheShape shape = recurrence.shape().caches();
    List<NextToken> next = tokens.stream().map(id -> new NextToken(id, 0, 0)).toList();
    List<float[]> states = new ArrayList<>();
    try (Arena.Frame memory = recurrence.memory();
        SharedPrefix none = SharedPrefix.none(memory, shape);
        SequenceCaches caches = SequenceCaches.of(memory, shape, rule, PackedBatch.GRANULE);
        PackedBatch batch =
            PackedBatch.ofNextTokens(memory, next, none.capacity(), caches.capacity())) {
      recurrence.run(
          batch,
          rule,
          new Empty(caches, none),
          exit -> {
            HiddenState state = exit.last();
            assertThat(state.tokens()).isEqualTo(rule.running(exit.iterations()));
            float[][] rows = HostNumbers.rows(state.numbers(), state.channels());
            states.add(rows[rows.length - 1]);
          });
    }
    return states;
  }

  @Test
  void rowsLeaveWithTheStateThatTheyHaveAlone() {
    try (HostBackend backend = HostBackend.ofPackedWeights(OptionalInt.empty(), false)) {
      InitialStates states = InitialStates.drawn(BUNDLE.shape().width(), 3, 3, 1);
      Recurrence recurrence = new Recurrence(backend, BUNDLE, states, false);
      List<float[]> together = leavingStates(recurrence, TOKENS, new Staircase(TOKENS.size()));
      assertThat(together).hasSize(TOKENS.size());
      for (int i = 0; i < TOKENS.size(); i++) {
        List<Integer> token = List.of(TOKENS.get(TOKENS.size() - 1 - i));
        FixedExits own = new FixedExits(List.of(2 * (i + 1)));
        assertThat(leavingStates(recurrence, token, own)).containsExactly(together.get(i));
      }
    }
  }
}
