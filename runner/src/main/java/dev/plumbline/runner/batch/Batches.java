package dev.plumbline.runner.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Which sequences run together. */
public final class Batches {
  /** Tokens that run together: below 64 rows matrix products are slow, above 1000 slower again. */
  public static final int TOKENS = 1024;

  private Batches() {}

  /**
   * In the order in which batches are made: rows of a batch are then of similar length, and the
   * largest need for memory comes at once. Equally long ones keep their order.
   *
   * @param length tokens of a sequence
   */
  public static <T> List<T> longestFirst(List<T> sequences, ToIntFunction<T> length) {
    return sequences.stream().sorted(Comparator.comparingInt(length).reversed()).toList();
  }

  /**
   * Neighbours together; padded to the longest, no batch takes more tokens than {@code tokens},
   * unless one sequence alone does.
   *
   * @param longestFirst sorted
   * @param most sequences in a batch, at least 1
   */
  public static <T> List<List<T>> of(
      List<T> longestFirst, ToIntFunction<T> length, int most, long tokens) {
    List<List<T>> batches = new ArrayList<>();
    List<T> batch = new ArrayList<>();
    for (T sequence : longestFirst) {
      if (!batch.isEmpty()) {
        long longest = length.applyAsInt(batch.get(0));
        if (batch.size() == most || longest * (batch.size() + 1) > tokens) {
          batches.add(List.copyOf(batch));
          batch.clear();
        }
      }
      batch.add(sequence);
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
