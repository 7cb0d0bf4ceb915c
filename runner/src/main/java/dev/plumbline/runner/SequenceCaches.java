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

  /** Of prompts, which all depths of a sweep have in common. */
  static SequenceCaches ofPrompts(
      Arena.Frame memory, Architecture a, Sweep sweep, int rows, int capacity) {
    List<KeyValues> core = new ArrayList<>();
    for (int i = 1; i <= sweep.deepest(); i++) {
      core.add(new KeyValues(memory, a, a.coreLayers(), rows, capacity));
    }
    Map<Integer, KeyValues> coda = new HashMap<>();
    for (int r : sweep.iterations()) {
      coda.put(r, new KeyValues(memory, a, a.codaLayers(), rows, capacity));
    }
    KeyValues prelude = new KeyValues(memory, a, a.preludeLayers(), rows, capacity);
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

  /** Where a sequence's keys and values stand; the coda's rows count from 0 at each depth. */
  record Row(SequenceCaches caches, int row, int codaRow) {

    /** Copies the first slots of a sequence that decodes at a depth to another place. */
    void copyTo(Row to, int iterations, int slots) {
      to.caches.prelude.copy(to.row, caches.prelude, row, slots);
      for (int i = 0; i < iterations; i++) {
        to.caches.core.get(i).copy(to.row, caches.core.get(i), row, slots);
      }
      to.caches.coda.get(iterations).copy(to.codaRow, caches.coda.get(iterations), codaRow, slots);
    }
  }

  @Override
  public void close() {
    prelude.close();
    core.forEach(KeyValues::close);
    coda.values().forEach(KeyValues::close);
  }
}
