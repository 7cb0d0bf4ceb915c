package dev.plumbline.runner.decode;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.FixedExits;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.SequenceCaches;
import dev.plumbline.runner.cache.SequenceCaches.Row;
import dev.plumbline.runner.recurrence.Recurrence;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sequences that decode together, those of most iterations first, with their KV caches. New
 * ones come in and finished ones go when the batch is packed anew; until then rows of finished ones
 * idle.
 */
final class ContinuousBatch implements AutoCloseable {
  /** Slots beyond what is needed now, so that rows need not move for every token. */
  private static final int SPARE_SLOTS = 64;

  private final Recurrence recurrence;

  /** Rows move from one to the other when they are packed anew. */
  private Arena arena;

  private Arena otherArena;
  private Arena.Frame memory;
  private List<GeneratedSequence> sequences = List.of();
  private ExitRule exits = new FixedExits(List.of());
  private Map<GeneratedSequence, Row> rows = Map.of();
  private SequenceCaches caches;

  ContinuousBatch(Recurrence recurrence) {
    this.recurrence = recurrence;
    arena = recurrence.newArena();
    otherArena = recurrence.newArena();
    memory = arena.frame();
  }

  /** In their rows' order. */
  List<GeneratedSequence> sequences() {
    return sequences;
  }

  /** When each row leaves the core. */
  ExitRule exits() {
    return exits;
  }

  SequenceCaches caches() {
    return caches;
  }

  Row row(GeneratedSequence sequence) {
    return rows.get(sequence);
  }

  private List<GeneratedSequence> unfinished() {
    return sequences.stream().filter(sequence -> !sequence.finished()).toList();
  }

  /** Whether the next tokens find no slot, or enough rows idle that moving the others pays. */
  boolean needsPacking() {
    List<GeneratedSequence> unfinished = unfinished();
    return unfinished.size() * 4 <= sequences.size() * 3
        || unfinished.stream().anyMatch(s -> s.read() == caches.capacity());
  }

  /** Leaves the finished ones behind and takes newcomers in, with nothing in their rows yet. */
  void pack(List<GeneratedSequence> newcomers) {
    List<GeneratedSequence> staying = unfinished();
    Map<GeneratedSequence, Row> leftRows = rows;
    Arena.Frame left = memory;
    SequenceCaches leftCaches = caches;
    Arena emptied = arena;
    arena = otherArena;
    otherArena = emptied;
    memory = arena.frame();
    sequences =
        Stream.concat(staying.stream(), newcomers.stream())
            .sorted(Comparator.comparingInt(GeneratedSequence::iterations).reversed())
            .toList();
    exits = new FixedExits(sequences.stream().map(GeneratedSequence::iterations).toList());
    rows = new HashMap<>();
    if (!sequences.isEmpty()) {
      int needed = sequences.stream().mapToInt(s -> s.read() + SPARE_SLOTS).max().orElseThrow();
      int most = sequences.stream().mapToInt(s -> s.prompt().capacity()).max().orElseThrow();
      int capacity = Math.min(PackedBatch.roundUp(needed), most);
      caches = SequenceCaches.of(memory, recurrence.shape().caches(), exits, capacity);
      for (int row = 0; row < sequences.size(); row++) {
        int exit = sequences.get(row).iterations();
        int firstOfExit = exits.running(exit) - exits.leaving(exit);
        rows.put(sequences.get(row), new Row(exit, row, row - firstOfExit));
      }
      for (GeneratedSequence sequence : staying) {
        caches.copy(row(sequence), leftCaches, leftRows.get(sequence), sequence.read());
      }
    }
    if (leftCaches != null) {
      leftCaches.close();
    }
    left.close();
  }

  @Override
  public void close() {
    if (caches != null) {
      caches.close();
    }
    memory.close();
  }
}
