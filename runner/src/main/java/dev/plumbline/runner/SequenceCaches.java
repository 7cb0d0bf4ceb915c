package dev.plumbline.runner;

import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys and values that sequences have kept, a row each: in the prelude, in each iteration of
 * the core and in the coda at each depth.
 *
 * @param core by iteration, the first at index 0
 * @param coda by r
 * @param capacity slots of a row
 */
record SequenceCaches(
    KeyValues prelude, List<KeyValues> core, Map<Integer, KeyValues> coda, int capacity)
    implements AutoCloseable {

  /** One row, which all depths of a sweep have in common. */
  static SequenceCaches ofPrefix(Arena.Frame memory, Architecture a, Sweep sweep, int capacity) {
    List<KeyValues> core = new ArrayList<>();
    for (int i = 1; i <= sweep.deepest(); i++) {
      core.add(new KeyValues(memory, a, a.coreLayers(), 1, capacity));
    }
    Map<Integer, KeyValues> coda = new HashMap<>();
    for (int r : sweep.iterations()) {
      coda.put(r, new KeyValues(memory, a, a.codaLayers(), 1, capacity));
    }
    KeyValues prelude = new KeyValues(memory, a, a.preludeLayers(), 1, capacity);
    return new SequenceCaches(prelude, core, coda, capacity);
  }

  /** Of sequences that each decode at a depth of their own, the deepest first. */
  static SequenceCaches ofSequences(
      Arena.Frame memory, Architecture a, RaggedDepths depths, int capacity) {
    List<KeyValues> core = new ArrayList<>();
    for (int i = 1; i <= depths.deepest(); i++) {
      core.add(new KeyValues(memory, a, a.coreLayers(), depths.reaching(i), capacity));
    }
    Map<Integer, KeyValues> coda = new HashMap<>();
    for (int r : depths.distinct()) {
      int rows = depths.reaching(r) - depths.reaching(r + 1);
      coda.put(r, new KeyValues(memory, a, a.codaLayers(), rows, capacity));
    }
    KeyValues prelude = new KeyValues(memory, a, a.preludeLayers(), depths.reaching(1), capacity);
    return new SequenceCaches(prelude, core, coda, capacity);
  }

  /** What a sequence at one depth takes, in bytes. */
  static long bytesPerSequence(Architecture a, int iterations, int capacity) {
    long layers = a.preludeLayers() + (long) iterations * a.coreLayers() + a.codaLayers();
    return KeyValues.bytesPerRow(a, layers, capacity);
  }

  /**
   * Where a sequence that leaves the core after some iterations has its keys and values.
   *
   * @param row in the prelude and the core
   * @param codaRow among those of this depth, from 0
   */
  record Row(int iterations, int row, int codaRow) {}

  /** Copies the first slots of another's row to one of the same depth. */
  void copy(Row to, SequenceCaches from, Row row, int slots) {
    prelude.copy(to.row, from.prelude, row.row, slots);
    for (int i = 0; i < to.iterations; i++) {
      core.get(i).copy(to.row, from.core.get(i), row.row, slots);
    }
    int r = to.iterations;
    coda.get(r).copy(to.codaRow, from.coda.get(r), row.codaRow, slots);
  }

  @Override
  public void close() {
    prelude.close();
    core.forEach(KeyValues::close);
    coda.values().forEach(KeyValues::close);
  }
}
