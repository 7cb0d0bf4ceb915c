package dev.plumbline.runner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which requests run together. */
final class Batches {
  private Batches() {}

  /**
   * Longest first, so that rows of a batch are of similar length and the largest need for memory
   * comes at once; padded to the longest, no batch takes more tokens than {@code tokens}, unless
   * one request alone does.
   *
   * @param lengths tokens of each request
   * @param most requests in a batch, at least 1
   * @return indices into {@code lengths}
   */
  static List<List<Integer>> of(List<Integer> lengths, int most, long tokens) {
    List<List<Integer>> batches = new ArrayList<>();
    List<Integer> batch = new ArrayList<>();
    List<Integer> order =
        IntStream.range(0, lengths.size())
            .boxed()
            .sorted(Comparator.comparing(lengths::get, Comparator.reverseOrder()))
            .toList();
    for (int request : order) {
      if (!batch.isEmpty()) {
        long longest = lengths.get(batch.get(0));
        if (batch.size() == most || longest * (batch.size() + 1) > tokens) {
          batches.add(List.copyOf(batch));
          batch.clear();
        }
      }
      batch.add(request);
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
