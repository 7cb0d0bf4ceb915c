package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/**
 * The new tokens of one call, where they stand and what they see: the inputs that prelude, core and
 * coda have in common.
 *
 * <p>A result never depends on the other rows of a call: rows share no arithmetic, and the number
 * of slots is a multiple of {@link #GRANULE}, behind which further masked slots change no bit of a
 * sum.
 *
 * @param rows sequences side by side
 * @param width new tokens of each, padded
 * @param tokens ids, [rows, width]; padding is 0
 * @param positions rotary positions, [rows, width]
 */
record Layout(
    int rows, int width, LongBuffer tokens, LongBuffer positions, Map<String, OnnxTensor> inputs)
    implements AutoCloseable {
  /** Slots that ONNX Runtime's vector kernels take at once. */
  static final int GRANULE = 16;

  static int roundUp(int slots) {
    return (slots + GRANULE - 1) / GRANULE * GRANULE;
  }

  /** Whole trees, each a row from slot 0 on; {@code capacity} slots a row. */
  static Layout ofTrees(Arena.Frame memory, List<TokenTree> trees, int width, int capacity)
      throws OrtException {
    int rows = trees.size();
    LongBuffer tokens = memory.longs((long) rows * width);
    LongBuffer positions = memory.longs((long) rows * width);
    ByteBuffer mask = memory.bytes((long) rows * width * capacity);
    for (int row = 0; row < rows; row++) {
      TokenTree tree = trees.get(row);
      for (int node = 0; node < width; node++) {
        int start = (row * width + node) * capacity;
        if (node < tree.size()) {
          tokens.put(row * width + node, tree.token(node));
          positions.put(row * width + node, tree.depth(node));
          if (tree.parent(node) >= 0) {
            int parent = (row * width + tree.parent(node)) * capacity;
            mask.put(start, mask, parent, width);
          }
        }
        // Padding sees itself, so that no softmax runs over nothing.
        mask.put(start + node, (byte) 1);
      }
    }
    return of(rows, width, capacity, tokens, positions, mask, memory.longs(rows));
  }

  /** One new token per row, at slot and position {@code lengths[row]}, seeing all before it. */
  static Layout ofNextTokens(Arena.Frame memory, int[] newTokens, int[] lengths, int capacity)
      throws OrtException {
    int rows = lengths.length;
    LongBuffer tokens = memory.longs(rows);
    LongBuffer positions = memory.longs(rows);
    ByteBuffer mask = memory.bytes((long) rows * capacity);
    for (int row = 0; row < rows; row++) {
      tokens.put(row, newTokens[row]);
      positions.put(row, lengths[row]);
      for (int slot = 0; slot <= lengths[row]; slot++) {
        mask.put(row * capacity + slot, (byte) 1);
      }
    }
    return of(rows, 1, capacity, tokens, positions, mask, positions.duplicate());
  }

  private static Layout of(
      int rows,
      int width,
      int capacity,
      LongBuffer tokens,
      LongBuffer positions,
      ByteBuffer mask,
      LongBuffer slots)
      throws OrtException {
    return new Layout(
        rows,
        width,
        tokens,
        positions,
        Map.of(
            "position_ids", Tensors.of(positions, rows, width),
            "attention_mask", Tensors.ofBooleans(mask, rows, 1, width, capacity),
            "write_indices", Tensors.of(slots, rows)));
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
  }
}
