package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys and values of the layers that one call of a graph passes: float32 [rows, heads, capacity,
 * head_dim] each, written in place.
 */
final class KeyValues {
  private final int heads;
  private final int headDim;
  private final int capacity;
  private final Map<String, FloatBuffer> buffers = new HashMap<>();

  KeyValues(Arena.Frame memory, int layers, int heads, int headDim, int rows, int capacity) {
    this.heads = heads;
    this.headDim = headDim;
    this.capacity = capacity;
    for (int layer = 0; layer < layers; layer++) {
      buffers.put("key." + layer, memory.floats(rows * rowSize()));
      buffers.put("value." + layer, memory.floats(rows * rowSize()));
    }
  }

  private long rowSize() {
    return (long) heads * capacity * headDim;
  }

  /** Some of the rows, as tensors that a graph reads and writes. */
  View rows(int from, int to) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (Map.Entry<String, FloatBuffer> buffer : buffers.entrySet()) {
      FloatBuffer part =
          buffer.getValue().slice((int) (from * rowSize()), (int) ((to - from) * rowSize()));
      tensors.put(buffer.getKey(), Tensors.of(part, to - from, heads, capacity, headDim));
    }
    return new View(tensors);
  }

  /**
   * @param tensors by "key.LAYER" and "value.LAYER"
   */
  record View(Map<String, OnnxTensor> tensors) implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }
}
