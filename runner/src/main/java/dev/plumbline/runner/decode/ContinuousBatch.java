package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Speculation;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.DraftExits;
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
import java.util.Optional;
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
  private final Optional<Speculation> speculation;

  /** Rows move from one to the other when they are packed anew. */
  private Arena arena;

  private Arena otherArena;
  private Arena.Frame memory;
  private List<GeneratedSequence> sequences = List.of();
  private ExitRule exits = new FixedExits(List.of());
  private Map<GeneratedSequence, Row> rows = Map.of();
  private SequenceCaches caches;

  /**
   * Without sequences.
   *
   * @param speculation where the rows have a draft's keys and values, too
   */
  ContinuousBatch(Recurrence recurrence, Optional<Speculation> speculation) {
    this.recurrence = recurrence;
    this.speculation = speculation;
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

  /** Where its draft's keys and values are, which share prelude and iterations with its own. */
  private Optional<Row> draftRow(Row row) {
    return speculation.map(s -> new Row(s.depth(), row.row(), row.row()));
  }

  /** All places for its keys and values. */
  List<Row> rows(GeneratedSequence sequence) {
    Row row = row(sequence);
    return Stream.concat(Stream.of(row), draftRow(row).stream()).toList();
  }

  /** Slots that a sequence has filled once its next tokens are read. */
  private int needed(GeneratedSequence sequence) {
    int ahead = Math.min(speculation.map(Speculation::lookahead).orElse(0) + 1, sequence.left());
    return sequence.read() + ahead;
  }

  private List<GeneratedSequence> unfinished() {
    return sequences.stream().filter(sequence -> !sequence.finished()).toList();
  }

  /** Whether the next tokens find no slot, or enough rows idle that moving the others pays. */
  boolean needsPacking() {
    List<GeneratedSequence> unfinished = unfinished();
    return unfinished.size() * 4 <= sequences.size() * 3
        || unfinished.stream().anyMatch(s -> needed(s) > caches.capacity());
  }

  /** Leaves the finished ones behind and takes newcomers in, with nothing in their rows yet. */
  void pack(List<GeneratedSequence> newcomers) {
    List<GeneratedSequence> staying = unfinished();
    Map<GeneratedSequence, Row> leftRows = rows;
    Arena.Frame left = memory;
    SequenceCaches leftCaches = caches;
    if (staying.isEmpty()) {
      // Nothing moves, so that one arena is enough.
      close();
      leftCaches = null;
    } else {
      Arena emptied = arena;
      arena = otherArena;
      otherArena = emptied;
    }
    memory = arena.frame();
    sequences =
        Stream.concat(staying.stream(), newcomers.stream())
            .sorted(Comparator.comparingInt(GeneratedSequence::iterations).reversed())
            .toList();
    exits = new FixedExits(sequences.stream().map(GeneratedSequence::iterations).toList());
    rows = new HashMap<>();
    caches = null;
    try {
      move(staying, leftCaches, leftRows);
    } finally {
      if (leftCaches != null) {
        leftCaches.close();
        left.close();
      }
    }
  }

  /** Into this batch's memory. */
  private void move(
      List<GeneratedSequence> staying,
      SequenceCaches leftCaches,
      Map<GeneratedSequence, Row> leftRows) {
    if (!sequences.isEmpty()) {
      int needed = sequences.stream().mapToInt(s -> s.read() + SPARE_SLOTS).max().orElseThrow();
      int most = sequences.stream().mapToInt(s -> s.prompt().capacity()).max().orElseThrow();
      int capacity = Math.min(PackedBatch.roundUp(needed), most);
      ExitRule codas =
          speculation.isPresent() ? new DraftExits(speculation.get().depth(), exits) : exits;
      caches = SequenceCaches.of(memory, recurrence.shape().caches(), codas, capacity);
      for (int row = 0; row < sequences.size(); row++) {
        int exit = sequences.get(row).iterations();
        int firstOfExit = exits.running(exit) - exits.leaving(exit);
        rows.put(sequences.get(row), new Row(exit, row, row - firstOfExit));
      }
      for (GeneratedSequence sequence : staying) {
        Row to = row(sequence);
        Row from = leftRows.get(sequence);
        caches.copy(to, leftCaches, from, sequence.read());
        if (speculation.isPresent()) {
          caches.copyCoda(draftRow(to).get(), leftCaches, draftRow(from).get(), sequence.read());
        }
      }
    }
  }

  @Override
  public void close() {
    if (caches != null) {
      caches.close();
      caches = null;
    }
    memory.close();
  }
}
