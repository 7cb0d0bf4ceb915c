package dev.plumbline.runner.batch;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Tensor;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * New tokens that run together in one call, packed without padding, where they stand and what they
 * see: the inputs that prelude, core and coda have in common.
 *
 * <p>A result never depends on the other rows of a call: rows share no arithmetic, and the numbers
 * of keys in a segment are multiples of {@link #GRANULE}, behind which further masked keys change
 * no bit of a sum.
 *
 * @param firstTokens where each row's tokens begin, and at the end how many there are
 * @param tokens ids, flat, row by row
 * @param positions rotary positions, likewise
 * @param width places of a row
 * @param mask what each place of a row may attend to, [rows, width, keys]
 */
public record PackedBatch(
    List<Integer> firstTokens,
    LongBuffer tokens,
    LongBuffer positions,
    int width,
    ByteBuffer mask,
    Map<String, Tensor> inputs)
    implements AutoCloseable {
  /** Keys that ONNX Runtime's vector kernels take at once. */
  public static final int GRANULE = 16;

  /** To the next multiple of {@link #GRANULE}. */
  public static int roundUp(int slots) {
    return (slots + GRANULE - 1) / GRANULE * GRANULE;
  }

  /**
   * Trees side by side.
   *
   * @param earlier keys of prefix and past together, a multiple of {@link #GRANULE}; 0 where all
   *     begin at the beginning
   */
  public static PackedBatch ofTrees(Arena.Frame memory, List<TokenTree> trees, int earlier) {
    int width = roundUp(trees.stream().mapToInt(TokenTree::size).max().orElseThrow());
    int keys = earlier + width;
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
        rows,
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
   * @param next each sees its share of the prefix, its sequence's earlier tokens, and itself
   * @param prefix keys of the prefix
   * @param past keys of a row
   */
  public static PackedBatch ofNextTokens(
      Arena.Frame memory, List<NextToken> next, int prefix, int past) {
    int rows = next.size();
    int keys = prefix + past + 1;
    LongBuffer tokens = memory.longs(rows);
    LongBuffer positions = memory.longs(rows);
    ByteBuffer mask = memory.bytes((long) rows * keys);
    for (int row = 0; row < rows; row++) {
      NextToken token = next.get(row);
      tokens.put(token.id());
      positions.put(token.shared() + token.earlier());
      see(mask, row * keys, token.shared());
      see(mask, row * keys + prefix, token.earlier());
      mask.put(row * keys + keys - 1, (byte) 1);
    }
    return ofSingles(memory, tokens.rewind(), positions.rewind(), mask);
  }

  /**
   * One new token in some rows of caches that have more.
   *
   * @param rows of the tokens, ascending
   * @param all rows of the caches; the others idle
   * @param sees whether a token, by its place, sees a slot of its row's past
   */
  public static PackedBatch ofNextTokens(
      Arena.Frame memory,
      List<NextToken> next,
      int[] rows,
      int all,
      int prefix,
      int past,
      Sight sees) {
    int keys = prefix + past + 1;
    LongBuffer tokens = memory.longs(rows.length);
    LongBuffer positions = memory.longs(rows.length);
    LongBuffer pad = memory.longs(all);
    LongBuffer unpad = memory.longs(rows.length);
    ByteBuffer mask = memory.bytes((long) all * keys);
    for (int i = 0; i < rows.length; i++) {
      NextToken token = next.get(i);
      tokens.put(token.id());
      positions.put(token.shared() + token.earlier());
      pad.put(rows[i], i);
      unpad.put(rows[i]);
      int start = rows[i] * keys;
      see(mask, start, token.shared());
      for (int slot = 0; slot < token.earlier(); slot++) {
        mask.put(start + prefix + slot, (byte) (sees.sees(i, slot) ? 1 : 0));
      }
    }
    for (int row = 0; row < all; row++) {
      mask.put(row * keys + keys - 1, (byte) 1);
    }
    List<Integer> firstTokens = IntStream.rangeClosed(0, rows.length).boxed().toList();
    return of(
        memory,
        firstTokens,
        tokens.rewind(),
        positions.rewind(),
        pad,
        unpad.rewind(),
        all,
        mask,
        true);
  }

  /**
   * Some nodes of trees side by side. The keys and values of the others are past ones, in slots by
   * node.
   *
   * @param running nodes of each tree, ascending, perhaps none
   * @param past keys of a row
   * @param sees whether past ones are seen
   */
  public static PackedBatch ofNodes(
      Arena.Frame memory,
      List<TokenTree> trees,
      List<int[]> running,
      int prefix,
      int past,
      boolean sees) {
    int width = roundUp(running.stream().mapToInt(nodes -> nodes.length).max().orElseThrow());
    int keys = prefix + past + width;
    int rows = trees.size();
    int size = running.stream().mapToInt(nodes -> nodes.length).sum();
    List<Integer> firstTokens = new ArrayList<>(List.of(0));
    LongBuffer tokens = memory.longs(size);
    LongBuffer positions = memory.longs(size);
    LongBuffer pad = memory.longs((long) rows * width);
    LongBuffer unpad = memory.longs(size);
    ByteBuffer mask = memory.bytes((long) rows * width * keys);
    for (int row = 0; row < rows; row++) {
      TokenTree tree = trees.get(row);
      int[] nodes = running.get(row);
      int first = firstTokens.get(row);
      firstTokens.add(first + nodes.length);
      for (int i = 0; i < nodes.length; i++) {
        int place = row * width + i;
        tokens.put(tree.token(nodes[i]));
        positions.put(tree.position(nodes[i]));
        pad.put(place, first + i);
        unpad.put(place);
        for (int node = nodes[i]; node >= 0; node = tree.parent(node)) {
          int among = Arrays.binarySearch(nodes, node);
          if (among >= 0) {
            mask.put(place * keys + prefix + past + among, (byte) 1);
          } else if (sees) {
            mask.put(place * keys + prefix + node, (byte) 1);
          }
        }
      }
    }
    return of(
        memory,
        firstTokens,
        tokens.rewind(),
        positions.rewind(),
        pad,
        unpad.rewind(),
        rows,
        mask,
        true);
  }

  /** Which slots of the past a token sees. */
  @FunctionalInterface
  public interface Sight {
    boolean sees(int token, int slot);
  }

  private static PackedBatch ofSingles(
      Arena.Frame memory, LongBuffer tokens, LongBuffer positions, ByteBuffer mask) {
    int rows = tokens.capacity();
    LongBuffer places = memory.longs(rows);
    places.put(LongStream.range(0, rows).toArray()).rewind();
    List<Integer> firstTokens = IntStream.rangeClosed(0, rows).boxed().toList();
    return of(
        memory,
        firstTokens,
        tokens,
        positions,
        places,
        places.duplicate(),
        tokens.capacity(),
        mask,
        true);
  }

  /**
   * Some new tokens per row, one after the other; a row may have none.
   *
   * @param next of each row; each token sees its share of the prefix, its sequence's earlier
   *     tokens, those before it here, and itself
   * @param prefix keys of the prefix
   * @param past keys of a row
   */
  public static PackedBatch ofContinuations(
      Arena.Frame memory, List<List<NextToken>> next, int prefix, int past) {
    int width = roundUp(next.stream().mapToInt(List::size).max().orElseThrow());
    int size = next.stream().mapToInt(List::size).sum();
    int keys = prefix + past + width;
    List<Integer> firstTokens = new ArrayList<>(List.of(0));
    LongBuffer tokens = memory.longs(size);
    LongBuffer positions = memory.longs(size);
    ByteBuffer mask = memory.bytes((long) next.size() * width * keys);
    for (int row = 0; row < next.size(); row++) {
      for (int i = 0; i < next.get(row).size(); i++) {
        NextToken token = next.get(row).get(i);
        tokens.put(token.id());
        positions.put(token.shared() + token.earlier());
        int start = (row * width + i) * keys;
        see(mask, start, token.shared());
        see(mask, start + prefix, token.earlier() - i);
        see(mask, start + prefix + past, i + 1);
      }
      firstTokens.add(firstTokens.get(row) + next.get(row).size());
    }
    return ofRows(memory, firstTokens, tokens.rewind(), positions.rewind(), width, mask);
  }

  private static PackedBatch ofRows(
      Arena.Frame memory,
      List<Integer> firstTokens,
      LongBuffer tokens,
      LongBuffer positions,
      int width,
      ByteBuffer mask) {
    int rows = firstTokens.size() - 1;
    LongBuffer pad = memory.longs((long) rows * width);
    LongBuffer unpad = memory.longs(tokens.capacity());
    for (int row = 0; row < rows; row++) {
      for (int token = firstTokens.get(row); token < firstTokens.get(row + 1); token++) {
        int place = row * width + token - firstTokens.get(row);
        pad.put(place, token);
        unpad.put(token, place);
      }
    }
    return of(memory, firstTokens, tokens, positions, pad, unpad, rows, mask, true);
  }

  private static PackedBatch of(
      Arena.Frame memory,
      List<Integer> firstTokens,
      LongBuffer tokens,
      LongBuffer positions,
      LongBuffer pad,
      LongBuffer unpad,
      int rows,
      ByteBuffer mask,
      boolean cached) {
    int width = pad.capacity() / rows;
    int size = tokens.capacity();
    ByteBuffer flag = memory.bytes(1).put(0, (byte) (cached ? 1 : 0));
    return new PackedBatch(
        firstTokens,
        tokens,
        positions,
        width,
        mask,
        Map.of(
            "position_ids", memory.tensor(positions, size),
            "pad", memory.tensor(pad, rows, width),
            "unpad", memory.tensor(unpad, size),
            "cached", memory.booleans(flag),
            "attention_mask", memory.booleans(mask, rows, width, mask.capacity() / rows / width)));
  }

  public int rows() {
    return firstTokens.size() - 1;
  }

  /** New tokens in all rows. */
  public int size() {
    return tokens.capacity();
  }

  /** Where a row's tokens begin; for the row behind the last one, where they end. */
  public int firstToken(int row) {
    return firstTokens.get(row);
  }

  /** Some rows of a batch that sees earlier keys. */
  public PackedBatch slice(Arena.Frame memory, int from, int to) {
    int keysOfRow = mask.capacity() / rows();
    int first = firstToken(from);
    int size = firstToken(to) - first;
    return ofRows(
        memory,
        IntStream.rangeClosed(from, to).mapToObj(row -> firstToken(row) - first).toList(),
        tokens.slice(first, size),
        positions.slice(first, size),
        width,
        mask.slice(from * keysOfRow, (to - from) * keysOfRow));
  }

  @Override
  public void close() {
    inputs.values().forEach(Tensor::close);
  }
}
