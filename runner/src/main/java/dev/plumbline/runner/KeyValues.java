package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys and values that the layers of one part have kept for later calls, of some sequences at one
 * depth: float32 [heads, rows, capacity, head_dim] each. A sequence's own tokens fill the slots of
 * its row from 0 on.
 */
final class KeyValues implements AutoCloseable {
  private final int rows;
  private final int capacity;
  private final int heads;
  private final int headDim;

  /** Keys and values in turn, layer by layer. */
  private final List<FloatBuffer> buffers = new ArrayList<>();

  /** Made once, since every call of a part takes them. */
  private final Map<String, OnnxTensor> tensors = new HashMap<>();

  KeyValues(Arena.Frame memory, Architecture a, int layers, int rows, int capacity) {
    this.rows = rows;
    this.capacity = capacity;
    this.heads = a.nHeads();
    this.headDim = a.headDim();
    for (int i = 0; i < 2 * layers; i++) {
      buffers.add(memory.floats((long) a.nEmbd() * rows * capacity));
    }
  }

  /** What one row takes, in bytes. */
  static long bytesPerRow(Architecture a, long layers, int capacity) {
    return 2 * layers * a.nEmbd() * capacity * Float.BYTES;
  }

  int layers() {
    return buffers.size() / 2;
  }

  /** As the inputs past_key.i and past_value.i. */
  Map<String, OnnxTensor> past() throws OrtException {
    return tensors("past", heads, rows, capacity, headDim);
  }

  /** As the inputs prefix_key.i and prefix_value.i; there must be one row. */
  Map<String, OnnxTensor> prefix() throws OrtException {
    return tensors("prefix", heads, capacity, headDim);
  }

  private Map<String, OnnxTensor> tensors(String segment, long... shape) throws OrtException {
    if (tensors.isEmpty()) {
      for (int i = 0; i < buffers.size(); i++) {
        String name = segment + (i % 2 == 0 ? "_key." : "_value.") + i / 2;
        tensors.put(name, Tensors.of(buffers.get(i), shape));
      }
    }
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }

  /** Takes over {@code count} tokens of a call from {@code token} on, into slots of a row. */
  void keep(NewKeyValues made, int token, int row, int slot, int count) {
    int channels = heads * headDim;
    for (int i = 0; i < buffers.size(); i++) {
      FloatBuffer from = made.buffer(i);
      FloatBuffer to = buffers.get(i);
      for (int head = 0; head < heads; head++) {
        int start = ((head * rows + row) * capacity + slot) * headDim;
        for (int n = 0; n < count; n++) {
          int source = (token + n) * channels + head * headDim;
          to.put(start + n * headDim, from, source, headDim);
        }
      }
    }
  }

  /** Copies the first {@code slots} slots of another's row. */
  void copy(int row, KeyValues from, int fromRow, int slots) {
    for (int i = 0; i < buffers.size(); i++) {
      for (int head = 0; head < heads; head++) {
        buffers
            .get(i)
            .put(
                (head * rows + row) * capacity * headDim,
                from.buffers.get(i),
                (head * from.rows + fromRow) * from.capacity * headDim,
                slots * headDim);
      }
    }
  }
}
