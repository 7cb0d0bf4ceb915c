package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The new tokens of one call, where they stand and what they see: the inputs that prelude, core and
 * coda have in common.
 *
 * <p>A result never depends on the other rows of a call: rows share no arithmetic, and the numbers
 * of keys in a segment are multiples of {@link #GRANULE}, behind which further masked keys change
 * no bit of a sum.
 *
 * @param firstTokens where each row's tokens begin, and at the end how many there are
 * @param tokens ids, flat, row by row
 * @param positions rotary positions, likewise
 * @param mask what each place of a row may attend to, [rows, width, keys]
 */
record Layout(
    List<Integer> firstTokens,
    LongBuffer tokens,
    LongBuffer positions,
    ByteBuffer mask,
    Map<String, OnnxTensor> inputs)
    implements AutoCloseable {
  /** Keys that ONNX Runtime's vector kernels take at once. */
  static final int GRANULE = 16;

  static int roundUp(int slots) {
    return (slots + GRANULE - 1) / GRANULE * GRANULE;
  }

  /** Trees side by side, behind a prefix or, if that is empty, from their beginning. */
  static Layout ofTrees(Arena.Frame memory, List<TokenTree> trees, SharedPrefix prefix)
      throws OrtException {
    int width = roundUp(trees.stream().mapToInt(TokenTree::size).max().orElseThrow());
    int earlier = prefix.isEmpty() ? 0 : prefix.capacity() + GRANULE;
    return ofTrees(memory, trees, width, earlier + width);
  }

  /**
   * Trees side by side.
   *
   * @param width places of each, a multiple of {@link #GRANULE}
   * @param keys as many if nothing comes before, else the prefix's, the past's and {@code width}
   */
  static Layout ofTrees(Arena.Frame memory, List<TokenTree> trees, int width, int keys)
      throws OrtException {
    int rows = trees.size();
    int size = trees.stream().mapToInt(TokenTree::size).sum();
    List<Integer> firstTokens = new ArrayList<>(List.of(0));
    LongBuffer tokens = memory.longs(size);
    LongBuffer positions = memory.longs(size);
    LongBuffer pad = memory.longs((long) rows * width);
    LongBuffer unpad = memory.longs(size);
    ByteBuffer mask = memory.bytes((long) rows * width * keys);
    for (int row = 0; row < rows; row++) {
      TokenTree tree = trees.get(row);
      int first = firstTokens.get(row);
      firstTokens.add(first + tree.size());
      for (int node = 0; node < tree.size(); node++) {
        int place = row * width + node;
        tokens.put(tree.token(node));
        positions.put(tree.position(node));
        pad.put(place, first + node);
        unpad.put(place);
        int start = place * keys;
        if (tree.parent(node) >= 0) {
          mask.put(start, mask, (row * width + tree.parent(node)) * keys, keys);
        } else {
          see(mask, start, tree.shared());
        }
        mask.put(start + keys - width + node, (byte) 1);
      }
    }
    return of(
        memory,
        firstTokens,
        tokens.rewind(),
        positions.rewind(),
        pad,
        unpad.rewind(),
        mask,
        keys > width);
  }

  private static void see(ByteBuffer mask, int from, int count) {
    for (int key = from; key < from + count; key++) {
      mask.put(key, (byte) 1);
    }
  }

  /**
   * One new token per row.
   *
   * @param sequences which see their share of the prefix, their own tokens before, and the new one
   * @param prefix keys of the prefix
   * @param past keys of a row
   */
  static Layout ofNextTokens(
      Arena.Frame memory, List<GeneratedSequence> sequences, int prefix, int past)
      throws OrtException {
    int rows = sequences.size();
    int keys = prefix + past + 1;
    LongBuffer tokens = memory.longs(rows);
    LongBuffer positions = memory.longs(rows);
    ByteBuffer mask = memory.bytes((long) rows * keys);
    for (int row = 0; row < rows; row++) {
      GeneratedSequence sequence = sequences.get(row);
      tokens.put(sequence.lastToken());
      positions.put(sequence.shared() + sequence.read());
      see(mask, row * keys, sequence.shared());
      see(mask, row * keys + prefix, sequence.read());
      mask.put(row * keys + keys - 1, (byte) 1);
    }
    return ofSingles(memory, tokens.rewind(), positions.rewind(), mask);
  }

  private static Layout ofSingles(
      Arena.Frame memory, LongBuffer tokens, LongBuffer positions, ByteBuffer mask)
      throws OrtException {
    int rows = tokens.capacity();
    LongBuffer places = memory.longs(rows);
    places.put(LongStream.range(0, rows).toArray()).rewind();
    List<Integer> firstTokens = IntStream.rangeClosed(0, rows).boxed().toList();
    return of(memory, firstTokens, tokens, positions, places, places.duplicate(), mask, true);
  }

  private static Layout of(
      Arena.Frame memory,
      List<Integer> firstTokens,
      LongBuffer tokens,
      LongBuffer positions,
      LongBuffer pad,
      LongBuffer unpad,
      ByteBuffer mask,
      boolean cached)
      throws OrtException {
    int rows = firstTokens.size() - 1;
    int width = pad.capacity() / rows;
    int size = tokens.capacity();
    ByteBuffer flag = memory.bytes(1).put(0, (byte) (cached ? 1 : 0));
    return new Layout(
        firstTokens,
        tokens,
        positions,
        mask,
        Map.of(
            "position_ids", Tensors.of(positions, size),
            "pad", Tensors.of(pad, rows, width),
            "unpad", Tensors.of(unpad, size),
            "cached", Tensors.ofBooleans(flag),
            "attention_mask",
                Tensors.ofBooleans(mask, rows, width, mask.capacity() / rows / width)));
  }

  int rows() {
    return firstTokens.size() - 1;
  }

  /** New tokens in all rows. */
  int size() {
    return tokens.capacity();
  }

  /** Where a row's tokens begin; for the row behind the last one, where they end. */
  int firstToken(int row) {
    return firstTokens.get(row);
  }

  /** Some rows of a layout that has one token in each. */
  Layout slice(Arena.Frame memory, int from, int to) throws OrtException {
    int keys = mask.capacity() / rows();
    return ofSingles(
        memory,
        tokens.slice(from, to - from),
        positions.slice(from, to - from),
        mask.slice(from * keys, (to - from) * keys));
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
  }
}
