package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.SequenceCaches.Row;
import dev.plumbline.runner.bundle.Architecture;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sequences that decode together, the deepest first, with their keys and values. Rows of
 * finished ones idle until the sequences are seated anew.
 */
final class LiveSequences implements AutoCloseable {
  /** Slots beyond what is needed now, so that rows need not move for every token. */
  private static final int SPARE_SLOTS = 64;

  private final Architecture architecture;

  /** Rows move from one to the other when they are seated anew. */
  private Arena arena = new Arena();

  private Arena otherArena = new Arena();
  private Arena.Frame memory = arena.frame();
  private List<GeneratedSequence> sequences = List.of();
  private RaggedDepths depths = new RaggedDepths(List.of());
  private Map<GeneratedSequence, Row> rows = Map.of();
  private SequenceCaches caches;

  LiveSequences(Architecture architecture) {
    this.architecture = architecture;
  }

  /** In their rows' order. */
  List<GeneratedSequence> sequences() {
    return sequences;
  }

  RaggedDepths depths() {
    return depths;
  }

  SequenceCaches caches() {
    return caches;
  }

  Row row(GeneratedSequence sequence) {
    return rows.get(sequence);
  }

  List<GeneratedSequence> unfinished() {
    return sequences.stream().filter(sequence -> !sequence.finished()).toList();
  }

  /** Whether the next tokens find no slot, or enough rows idle that moving the others pays. */
  boolean needsNewSeats() {
    List<GeneratedSequence> unfinished = unfinished();
    return unfinished.size() * 4 <= sequences.size() * 3
        || unfinished.stream().anyMatch(s -> s.read() == caches.capacity());
  }

  /** Leaves the finished ones behind and takes newcomers in, with nothing in their rows yet. */
  void seat(List<GeneratedSequence> newcomers) {
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
    depths = new RaggedDepths(sequences.stream().map(GeneratedSequence::iterations).toList());
    rows = new HashMap<>();
    if (!sequences.isEmpty()) {
      int needed = sequences.stream().mapToInt(s -> s.read() + SPARE_SLOTS).max().orElseThrow();
      int most = sequences.stream().mapToInt(GeneratedSequence::capacity).max().orElseThrow();
      int capacity = Math.min(Layout.roundUp(needed), most);
      caches = SequenceCaches.ofSequences(memory, architecture, depths, capacity);
      for (int row = 0; row < sequences.size(); row++) {
        int r = sequences.get(row).iterations();
        rows.put(sequences.get(row), new Row(r, row, row - depths.reaching(r + 1)));
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
  public void close() throws OrtException {
    if (caches != null) {
      caches.close();
    }
    memory.close();
  }
}
