package dev.plumbline.runner.decode;

import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.KvCache;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PassCaches;
import dev.plumbline.runner.cache.SequenceCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The caches of a pass in which sequences go on: it reads what they and their prefix have kept, and
 * keeps what it makes behind that.
 *
 * @param slots where each row's first new token goes
 */
record StepCaches(
    SequenceCaches caches,
    SharedPrefix prefix,
    ExitRule exits,
    NewKeyValues made,
    PackedBatch batch,
    List<Integer> slots)
    implements PassCaches {

  @Override
  public PartCache prelude() {
    return cache(prefix.prelude(), caches.prelude(), 0, batch.rows());
  }

  @Override
  public PartCache core(int iteration) {
    KvCache kept = caches.core().get(iteration - 1);
    return cache(prefix.core(iteration), kept, 0, exits.running(iteration));
  }

  @Override
  public PartCache coda(int exit) {
    return cache(prefix.coda(exit), caches.coda().get(exit), first(exit), exits.leaving(exit));
  }

  /** The row of the first sequence that goes to the coda after this exit. */
  int first(int exit) {
    return exits.running(exit) - exits.leaving(exit);
  }

  /**
   * What a call reads of earlier tokens, and where its new keys and values go.
   *
   * @param first the row whose keys and values are the first of {@code kept}
   */
  private PartCache cache(Map<String, Tensor> shared, KvCache kept, int first, int rows) {
    Map<String, Tensor> earlier = new HashMap<>(shared);
    earlier.putAll(kept.past());
    int begin = batch.firstToken(first);
    return new PartCache(
        earlier,
        made.outputs(kept.layers(), batch.firstToken(first + rows) - begin),
        () -> {
          for (int row = 0; row < rows; row++) {
            int token = batch.firstToken(first + row);
            int count = batch.firstToken(first + row + 1) - token;
            kept.keep(made, token - begin, row, slots.get(first + row), count);
          }
        });
  }
}
