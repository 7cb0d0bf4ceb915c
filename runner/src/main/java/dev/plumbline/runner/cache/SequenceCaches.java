package dev.plumbline.runner.cache;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.bundle.CacheShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The KV caches of sequences, a row each: in the prelude, in each iteration of the core and in the
 * coda after each exit.
 *
 * @param core by iteration, the first at index 0
 * @param coda by exit
 * @param capacity slots of a row
 */
public record SequenceCaches(
    KvCache prelude, List<KvCache> core, Map<Integer, KvCache> coda, int capacity)
    implements AutoCloseable {

  /** For the rows of a rule, empty. */
  public static SequenceCaches of(
      Arena.Frame memory, CacheShape shape, ExitRule rule, int capacity) {
    List<Integer> exits = rule.exits();
    List<KvCache> core = new ArrayList<>();
    for (int i = 1; i <= exits.get(exits.size() - 1); i++) {
      core.add(new KvCache(memory, shape, shape.coreLayers(), rule.running(i), capacity));
    }
    Map<Integer, KvCache> coda = new HashMap<>();
    for (int exit : exits) {
      coda.put(exit, new KvCache(memory, shape, shape.codaLayers(), rule.leaving(exit), capacity));
    }
    KvCache prelude = new KvCache(memory, shape, shape.preludeLayers(), rule.running(1), capacity);
    return new SequenceCaches(prelude, core, coda, capacity);
  }

  /**
   * What a sequence takes that leaves the core after some iterations, in bytes.
   *
   * @param drafts exits besides
   */
  public static long bytesPerSequence(CacheShape shape, int iterations, int drafts, int capacity) {
    long layers =
        shape.preludeLayers()
            + (long) iterations * shape.coreLayers()
            + (1L + drafts) * shape.codaLayers();
    return KvCache.bytesPerRow(shape, layers, capacity);
  }

  /**
   * Where a sequence that leaves the core after some iterations has its keys and values.
   *
   * @param row in the prelude and the core
   * @param codaRow among those of this exit, from 0
   */
  public record Row(int iterations, int row, int codaRow) {}

  /** Copies the first slots of another's row to one of the same exit. */
  public void copy(Row to, SequenceCaches from, Row row, int slots) {
    prelude.copy(to.row, from.prelude, row.row, slots);
    for (int i = 0; i < to.iterations; i++) {
      core.get(i).copy(to.row, from.core.get(i), row.row, slots);
    }
    copyCoda(to, from, row, slots);
  }

  /** Copies the first slots of another's row to one of the same exit, of the coda alone. */
  public void copyCoda(Row to, SequenceCaches from, Row row, int slots) {
    int exit = to.iterations;
    coda.get(exit).copy(to.codaRow, from.coda.get(exit), row.codaRow, slots);
  }

  @Override
  public void close() {
    prelude.close();
    core.forEach(KvCache::close);
    coda.values().forEach(KvCache::close);
  }
}
