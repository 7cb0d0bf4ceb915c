package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The caches of a pass that nothing follows, and that nothing but perhaps a shared prefix comes
 * before: there is no past, and new keys and values are dropped.
 */
final class Scratch implements Recurrence.Caches, AutoCloseable {
  private final Architecture a;
  private final SharedPrefix prefix;
  private final OnnxTensor nothing;

  private Scratch(Architecture a, SharedPrefix prefix, OnnxTensor nothing) {
    this.a = a;
    this.prefix = prefix;
    this.nothing = nothing;
  }

  /** For a pass that begins at the beginning. */
  static Scratch of(Arena.Frame memory, Architecture a, int rows, int width) throws OrtException {
    return after(SharedPrefix.none(memory, a), memory, a, rows);
  }

  static Scratch after(SharedPrefix prefix, Arena.Frame memory, Architecture a, int rows)
      throws OrtException {
    FloatBuffer zeros = memory.floats((long) a.nEmbd() * rows * Layout.GRANULE);
    return new Scratch(a, prefix, Tensors.of(zeros, a.nHeads(), rows, Layout.GRANULE, a.headDim()));
  }

  @Override
  public PartCache prelude() throws OrtException {
    return PartCache.readOnly(earlier(prefix.prelude(), a.preludeLayers()));
  }

  @Override
  public PartCache core(int iteration) throws OrtException {
    return PartCache.readOnly(earlier(prefix.core(iteration), a.coreLayers()));
  }

  /** At a depth of the prefix's sweep. */
  PartCache coda(int iterations) throws OrtException {
    return PartCache.readOnly(earlier(prefix.coda(iterations), a.codaLayers()));
  }

  /** At any depth, where there is no prefix. */
  PartCache coda() throws OrtException {
    return coda(1);
  }

  /** A prefix's tensors, and as many of a past with nothing to see. */
  private Map<String, OnnxTensor> earlier(Map<String, OnnxTensor> prefix, int layers) {
    Map<String, OnnxTensor> tensors = new HashMap<>(prefix);
    for (int layer = 0; layer < layers; layer++) {
      tensors.put("past_key." + layer, nothing);
      tensors.put("past_value." + layer, nothing);
    }
    return tensors;
  }

  @Override
  public void close() {
    nothing.close();
  }
}
