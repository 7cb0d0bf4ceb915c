package dev.plumbline.runner.cache;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.bundle.CacheShape;
import java.util.HashMap;
import java.util.Map;

/**
 * The caches of a pass that reads nothing but perhaps a shared prefix: there is no past, and new
 * keys and values are dropped.
 */
public final class PrefixCaches implements PassCaches, AutoCloseable {
  private final CacheShape shape;
  private final SharedPrefix prefix;

  /** A past with nothing to see. */
  private final Tensor nothing;

  public PrefixCaches(Arena.Frame memory, CacheShape shape, SharedPrefix prefix, int rows) {
    this.shape = shape;
    this.prefix = prefix;
    this.nothing =
        memory
            .floats((long) shape.channels() * rows * PackedBatch.GRANULE)
            .tensor(shape.heads(), rows, PackedBatch.GRANULE, shape.headDim());
  }

  @Override
  public PartCache prelude() {
    return PartCache.readOnly(earlier(prefix.prelude(), shape.preludeLayers()));
  }

  @Override
  public PartCache core(int iteration) {
    return PartCache.readOnly(earlier(prefix.core(iteration), shape.coreLayers()));
  }

  @Override
  public PartCache coda(int exit) {
    return PartCache.readOnly(earlier(prefix.coda(exit), shape.codaLayers()));
  }

  private Map<String, Tensor> earlier(Map<String, Tensor> prefix, int layers) {
    Map<String, Tensor> tensors = new HashMap<>(prefix);
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
