package dev.plumbline.runner.cache;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.bundle.CacheShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys and values that the layers of one part have kept for later calls, of some sequences in one
 * iteration: float32 [heads, rows, capacity, head_dim] each. A sequence's own tokens fill the slots
 * of its row from 0 on.
 */
public final class KvCache implements AutoCloseable {
  private final CacheShape shape;
  private final int rows;
  private final int capacity;

  /** Keys and values in turn, layer by layer. */
  private final List<Floats> numbers = new ArrayList<>();

  /** Made once, since every call of a part takes them. */
  private final Map<String, Tensor> tensors = new HashMap<>();

  /** The core's, of one iteration or whichever a token ran last. */
  public static KvCache ofCore(Arena.Frame memory, CacheShape shape, int rows, int capacity) {
    return new KvCache(memory, shape, shape.coreLayers(), rows, capacity);
  }

  KvCache(Arena.Frame memory, CacheShape shape, int layers, int rows, int capacity) {
    this.shape = shape;
    this.rows = rows;
    this.capacity = capacity;
    for (int i = 0; i < 2 * layers; i++) {
      numbers.add(memory.floats((long) shape.channels() * rows * capacity));
    }
  }

  /** What one row takes, in bytes. */
  static long bytesPerRow(CacheShape shape, long layers, int capacity) {
    return layers * capacity * shape.bytesPerLayer();
  }

  public int layers() {
    return numbers.size() / 2;
  }

  /** As the inputs past_key.i and past_value.i. */
  public Map<String, Tensor> past() {
    return tensors("past", shape.heads(), rows, capacity, shape.headDim());
  }

  /** As the inputs prefix_key.i and prefix_value.i; there must be one row. */
  Map<String, Tensor> prefix() {
    return tensors("prefix", shape.heads(), capacity, shape.headDim());
  }

  private Map<String, Tensor> tensors(String segment, long... sizes) {
    if (tensors.isEmpty()) {
      for (int i = 0; i < numbers.size(); i++) {
        String name = segment + (i % 2 == 0 ? "_key." : "_value.") + i / 2;
        tensors.put(name, numbers.get(i).tensor(sizes));
      }
    }
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }

  /** Takes over {@code count} tokens of a call from {@code token} on, into slots of a row. */
  public void keep(NewKeyValues made, int token, int row, int slot, int count) {
    for (int i = 0; i < numbers.size(); i++) {
      // Heads and tokens change places, which a copy does for one of either: in few copies.
      if (count < shape.heads()) {
        keepByToken(numbers.get(i), made.numbers(i), token, row, slot, count);
      } else {
        keepByHead(numbers.get(i), made.numbers(i), token, row, slot, count);
      }
    }
  }

  private void keepByToken(Floats kept, Floats made, int token, int row, int slot, int count) {
    int headDim = shape.headDim();
    for (int next = 0; next < count; next++) {
      kept.copy(
          at(0, row) + (slot + next) * headDim,
          at(1, 0),
          made,
          (token + next) * shape.channels(),
          headDim,
          shape.heads(),
          headDim);
    }
  }

  private void keepByHead(Floats kept, Floats made, int token, int row, int slot, int count) {
    int headDim = shape.headDim();
    for (int head = 0; head < shape.heads(); head++) {
      kept.copy(
          at(head, row) + slot * headDim,
          headDim,
          made,
          token * shape.channels() + head * headDim,
          shape.channels(),
          count,
          headDim);
    }
  }

  /**
   * Makes slots of a row the mean of what they hold and of new tokens.
   *
   * @param weight of the new ones
   */
  void mix(NewKeyValues made, int token, int row, int slot, int count, float weight) {
    int headDim = shape.headDim();
    float[] old = new float[headDim];
    float[] fresh = new float[headDim];
    for (int i = 0; i < numbers.size(); i++) {
      for (int head = 0; head < shape.heads(); head++) {
        for (int next = 0; next < count; next++) {
          int at = at(head, row) + (slot + next) * headDim;
          numbers.get(i).get(at, old);
          made.numbers(i).get((token + next) * shape.channels() + head * headDim, fresh);
          for (int channel = 0; channel < headDim; channel++) {
            old[channel] += (fresh[channel] - old[channel]) * weight;
          }
          numbers.get(i).put(at, old);
        }
      }
    }
  }

  /** Copies slots of another's row to the same slots of a row. */
  void copy(int row, KvCache from, int fromRow, int slot, int count) {
    int length = count * shape.headDim();
    int first = slot * shape.headDim();
    for (int i = 0; i < numbers.size(); i++) {
      numbers
          .get(i)
          .copy(
              at(0, row) + first,
              at(1, 0),
              from.numbers.get(i),
              from.at(0, fromRow) + first,
              from.at(1, 0),
              shape.heads(),
              length);
    }
  }

  /** The first slots of some of these rows, copied side by side. */
  public KvCache gathered(Arena.Frame memory, int[] some, int slots) {
    KvCache gathered = new KvCache(memory, shape, layers(), some.length, slots);
    for (int i = 0; i < some.length; i++) {
      gathered.copy(i, this, some[i], slots);
    }
    return gathered;
  }

  /** Slots of a row. */
  public int capacity() {
    return capacity;
  }

  int rows() {
    return rows;
  }

  /** Copies the first {@code slots} slots of another's row. */
  void copy(int row, KvCache from, int fromRow, int slots) {
    copy(row, from, fromRow, 0, slots);
  }

  /** Where a row's first slot begins. */
  private int at(int head, int row) {
    return (head * rows + row) * capacity * shape.headDim();
  }
}
