package dev.plumbline.runner.adaptive;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.LookupCaches;
import dev.plumbline.runner.recurrence.Recurrence;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sequences that decode together, since their keys and values are kept alike. New ones come in and
 * finished ones go when the batch is packed anew; until then rows of finished ones idle.
 */
final class AdaptiveBatch implements AutoCloseable {
  private final Recurrence recurrence;
  private final Rule like;

  /** Rows move from one to the other when they are packed anew. */
  private Arena arena;

  private Arena otherArena;
  private Arena.Frame memory;
  private List<AdaptiveSequence> sequences = List.of();
  private LookupCaches caches;

  /**
   * @param like a rule whose lookup, iterations and depths all sequences have
   */
  AdaptiveBatch(Recurrence recurrence, Rule like) {
    this.recurrence = recurrence;
    this.like = like;
    arena = recurrence.newArena();
    otherArena = recurrence.newArena();
    memory = arena.frame();
  }

  /** In their rows' order. */
  List<AdaptiveSequence> unfinished() {
    return sequences.stream().filter(sequence -> !sequence.finished()).toList();
  }

  LookupCaches caches() {
    return caches;
  }

  Rule like() {
    return like;
  }

  /** Whether enough rows idle that moving the others pays. */
  boolean needsPacking() {
    return unfinished().size() * 4 <= sequences.size() * 3;
  }

  /** Leaves the finished ones behind and takes newcomers in, with nothing in their rows yet. */
  void pack(List<AdaptiveSequence> newcomers) {
    LookupCaches leftCaches = caches;
    Arena.Frame left = memory;
    Arena emptied = arena;
    arena = otherArena;
    otherArena = emptied;
    memory = arena.frame();
    sequences = Stream.concat(unfinished().stream(), newcomers.stream()).toList();
    caches = null;
    try {
      move();
    } finally {
      if (leftCaches != null) {
        leftCaches.close();
      }
      left.close();
    }
  }

  /** Into this batch's memory. */
  private void move() {
    if (!sequences.isEmpty()) {
      int slots = sequences.stream().mapToInt(AdaptiveSequence::slots).max().orElseThrow();
      caches =
          new LookupCaches(
              memory,
              recurrence.shape().caches(),
              like.lookup(),
              like.iterations(),
              like.depths(),
              sequences.size(),
              PackedBatch.roundUp(slots));
    }
    for (int row = 0; row < sequences.size(); row++) {
      AdaptiveSequence sequence = sequences.get(row);
      if (sequence.caches() != null) {
        caches.copy(row, sequence.caches(), sequence.row(), sequence.read());
      }
      sequence.moveTo(caches, row);
    }
  }

  @Override
  public void close() {
    if (caches != null) {
      caches.close();
    }
    memory.close();
  }
}
