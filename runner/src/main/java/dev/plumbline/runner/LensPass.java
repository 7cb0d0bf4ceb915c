package dev.plumbline.runner;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.HiddenState;
import dev.plumbline.runner.recurrence.Recurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Sends kept states of texts that ran together through the coda. */
final class LensPass {
  /** Logits that are held at once, so that a large vocabulary takes no more memory. */
  private static final int LOGITS = 1 << 24;

  private final Recurrence recurrence;
  private final List<List<Integer>> texts;
  private final List<TracedStates> states;
  private final List<Integer> depths;

  LensPass(
      Recurrence recurrence,
      List<List<Integer>> texts,
      List<TracedStates> states,
      List<Integer> depths) {
    this.recurrence = recurrence;
    this.texts = texts;
    this.states = states;
    this.depths = depths;
  }

  List<TracedLens> read() {
    List<TracedLens> lenses = new ArrayList<>();
    texts.forEach(text -> lenses.add(new TracedLens(depths, text.size())));
    List<TokenTree> rows = texts.stream().map(TokenTree::of).toList();
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = PackedBatch.ofTrees(memory, rows, 0);
        SharedPrefix none = SharedPrefix.none(memory, recurrence.shape().caches());
        PrefixCaches caches =
            new PrefixCaches(memory, recurrence.shape().caches(), none, rows.size())) {
      int together = Math.max(1, LOGITS / recurrence.shape().vocabSize());
      for (int from = 0; from < batch.size(); from += together) {
        read(
            batch, caches, LongStream.range(from, Math.min(batch.size(), from + together)), lenses);
      }
    }
    return lenses;
  }

  private void read(
      PackedBatch batch, PrefixCaches caches, LongStream some, List<TracedLens> lenses) {
    long[] places = some.toArray();
    float[][] last = logits(batch, caches, depths.get(depths.size() - 1), places);
    for (int i = 0; i < depths.size(); i++) {
      int depth = i;
      float[][] logits =
          depth == depths.size() - 1 ? last : logits(batch, caches, depths.get(depth), places);
      IntStream.range(0, places.length)
          .parallel()
          .forEach(
              at -> {
                int place = (int) places[at];
                int row = row(batch, place);
                lenses.get(row).put(depth, place - batch.firstToken(row), logits[at], last[at]);
              });
    }
  }

  private float[][] logits(PackedBatch batch, PrefixCaches caches, int iterations, long[] places) {
    try (Arena.Frame memory = recurrence.memory()) {
      HiddenState at = HiddenState.of(memory, batch.size(), recurrence.shape().width());
      for (int row = 0; row < batch.rows(); row++) {
        at.put(batch.firstToken(row), states.get(row).after(iterations));
      }
      Head head =
          recurrence.head(
              at, batch, caches.coda(iterations), places, new long[places.length], true);
      float[][] logits = new float[places.length][];
      Arrays.setAll(logits, head::logitsAt);
      return logits;
    }
  }

  private static int row(PackedBatch batch, int place) {
    int row = 0;
    while (batch.firstToken(row + 1) <= place) {
      row++;
    }
    return row;
  }
}
