package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;

/**
 * Keys and values of a pass that nothing follows: every iteration overwrites those of the one
 * before, since only the same iteration ever reads them.
 */
record Scratch(KeyValues.View prelude, KeyValues.View core, KeyValues.View coda)
    implements Recurrence.Caches, AutoCloseable {

  static Scratch of(Arena.Frame memory, Architecture a, int rows, int width) throws OrtException {
    return new Scratch(
        view(memory, a, a.preludeLayers(), rows, width),
        view(memory, a, a.coreLayers(), rows, width),
        view(memory, a, a.codaLayers(), rows, width));
  }

  private static KeyValues.View view(
      Arena.Frame memory, Architecture a, int layers, int rows, int width) throws OrtException {
    return new KeyValues(memory, layers, a.nHeads(), a.headDim(), rows, width).rows(0, rows);
  }

  @Override
  public KeyValues.View core(int iteration) {
    return core;
  }

  @Override
  public void close() {
    prelude.close();
    core.close();
    coda.close();
  }
}
