package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys and values of sequences that grow: of the prelude, of each iteration of the core, and of the
 * coda at each depth.
 *
 * <p>All depths share the prelude's and the core's: the prompt's keys of iteration i serve every r
 * &gt;= i, and the depths decode one after the other, each overwriting what the one before has
 * written behind the prompt before it reads there.
 */
final class GenerationCaches {
  private final KeyValues prelude;
  private final List<KeyValues> core = new ArrayList<>();
  private final Map<Integer, KeyValues> coda = new HashMap<>();

  GenerationCaches(Arena.Frame memory, Architecture a, Sweep sweep, int rows, int capacity) {
    prelude = keyValues(memory, a, a.preludeLayers(), rows, capacity);
    for (int i = 1; i <= sweep.deepest(); i++) {
      core.add(keyValues(memory, a, a.coreLayers(), rows, capacity));
    }
    for (int r : sweep.iterations()) {
      coda.put(r, keyValues(memory, a, a.codaLayers(), rows, capacity));
    }
  }

  private static KeyValues keyValues(
      Arena.Frame memory, Architecture a, int layers, int rows, int capacity) {
    return new KeyValues(memory, layers, a.nHeads(), a.headDim(), rows, capacity);
  }

  /** What one sequence takes. */
  static long bytesPerRow(Architecture a, Sweep sweep, int capacity) {
    long layers =
        a.preludeLayers()
            + (long) sweep.deepest() * a.coreLayers()
            + (long) sweep.iterations().size() * a.codaLayers();
    return layers * 2 * a.nEmbd() * capacity * Float.BYTES;
  }

  /** Some rows, for a pass to one depth or more. */
  Rows rows(int from, int to, Sweep sweep) throws OrtException {
    List<KeyValues.View> iterations = new ArrayList<>();
    for (KeyValues iteration : core.subList(0, sweep.deepest())) {
      iterations.add(iteration.rows(from, to));
    }
    Map<Integer, KeyValues.View> depths = new HashMap<>();
    for (int r : sweep.iterations()) {
      depths.put(r, coda.get(r).rows(from, to));
    }
    return new Rows(prelude.rows(from, to), iterations, depths);
  }

  /**
   * @param iterations of the core, the first at index 0
   * @param coda by depth
   */
  record Rows(
      KeyValues.View prelude, List<KeyValues.View> iterations, Map<Integer, KeyValues.View> coda)
      implements Recurrence.Caches, AutoCloseable {
    @Override
    public KeyValues.View core(int iteration) {
      return iterations.get(iteration - 1);
    }

    @Override
    public void close() {
      prelude.close();
      iterations.forEach(KeyValues.View::close);
      coda.values().forEach(KeyValues.View::close);
    }
  }
}
