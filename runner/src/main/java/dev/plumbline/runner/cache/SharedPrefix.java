package dev.plumbline.runner.cache;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.bundle.CacheShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys and values of tokens with which many sequences begin, such as a task's few-shot examples:
 * those of iteration i serve every r &gt;= i of every sequence.
 */
public final class SharedPrefix implements AutoCloseable {
  private final CacheShape shape;
  private final int tokens;
  private final Optional<SequenceCaches> caches;

  /** Slots that nobody sees: what graphs take where there is no prefix. */
  private final Tensor nothing;

  private SharedPrefix(
      Arena.Frame memory, CacheShape shape, int tokens, Optional<SequenceCaches> caches) {
    this.shape = shape;
    this.tokens = tokens;
    this.caches = caches;
    this.nothing =
        memory
            .floats((long) shape.channels() * PackedBatch.GRANULE)
            .tensor(shape.heads(), PackedBatch.GRANULE, shape.headDim());
  }

  public static SharedPrefix none(Arena.Frame memory, CacheShape shape) {
    return new SharedPrefix(memory, shape, 0, Optional.empty());
  }

  /**
   * A prefix that was read.
   *
   * @param tokens how many, at least 1
   * @param caches their keys and values, in one row that all exits share
   */
  public static SharedPrefix of(
      Arena.Frame memory, CacheShape shape, int tokens, SequenceCaches caches) {
    return new SharedPrefix(memory, shape, tokens, Optional.of(caches));
  }

  /** How many tokens it has; 0 if there is none. */
  public int tokens() {
    return tokens;
  }

  /** Slots for keys, of which each sequence sees a number from the first on. */
  public int capacity() {
    return caches.map(SequenceCaches::capacity).orElse(PackedBatch.GRANULE);
  }

  /** Keys before those of the new tokens in a pass with {@link PrefixCaches}. */
  public int earlierKeys() {
    return caches.isEmpty() ? 0 : capacity() + PackedBatch.GRANULE;
  }

  public Map<String, Tensor> prelude() {
    return caches.map(c -> c.prelude().prefix()).orElseGet(() -> nothing(shape.preludeLayers()));
  }

  /**
   * In one iteration of the core.
   *
   * @param iteration from 1
   */
  public Map<String, Tensor> core(int iteration) {
    return caches
        .map(c -> c.core().get(iteration - 1).prefix())
        .orElseGet(() -> nothing(shape.coreLayers()));
  }

  public Map<String, Tensor> coda(int exit) {
    return caches
        .map(c -> c.coda().get(exit).prefix())
        .orElseGet(() -> nothing(shape.codaLayers()));
  }

  private Map<String, Tensor> nothing(int layers) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (int layer = 0; layer < layers; layer++) {
      tensors.put("prefix_key." + layer, nothing);
      tensors.put("prefix_value." + layer, nothing);
    }
    return tensors;
  }

  @Override
  public void close() {
    nothing.close();
    caches.ifPresent(SequenceCaches::close);
  }
}
