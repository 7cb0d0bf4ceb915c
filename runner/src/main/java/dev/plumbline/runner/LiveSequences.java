package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.SequenceCaches.Row;
import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
  private SequenceCaches caches;

  LiveSequences(Architecture architecture) {
    this.architecture = architecture;
  }

  /** A sequence and where its keys and values stand. */
  record Seat(GeneratedSequence sequence, Row row) {}

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

  List<GeneratedSequence> unfinished() {
    return sequences.stream().filter(sequence -> !sequence.finished()).toList();
  }

  /** Whether the next tokens find no slot, or enough rows idle that moving the others pays. */
  boolean needsNewSeats() {
    List<GeneratedSequence> unfinished = unfinished();
    return unfinished.size() * 4 <= sequences.size() * 3
        || unfinished.stream().anyMatch(s -> s.read() == caches.capacity());
  }

  /** Leaves the finished ones behind and takes newcomers in. */
  void seat(List<Seat> newcomers) {
    List<Seat> seats = new ArrayList<>();
    for (int row = 0; row < sequences.size(); row++) {
      if (!sequences.get(row).finished()) {
        seats.add(new Seat(sequences.get(row), row(row)));
      }
    }
    seats.addAll(newcomers);
    seats.sort(Comparator.comparingInt((Seat s) -> s.sequence().iterations()).reversed());

    Arena.Frame left = memory;
    SequenceCaches leftCaches = caches;
    Arena emptied = arena;
    arena = otherArena;
    otherArena = emptied;
    memory = arena.frame();
    sequences = seats.stream().map(Seat::sequence).toList();
    depths = new RaggedDepths(sequences.stream().map(GeneratedSequence::iterations).toList());
    if (!seats.isEmpty()) {
      int needed = sequences.stream().mapToInt(s -> s.read() + SPARE_SLOTS).max().orElseThrow();
      int most = sequences.stream().mapToInt(GeneratedSequence::capacity).max().orElseThrow();
      int capacity = Math.min(Layout.roundUp(needed), most);
      caches = SequenceCaches.ofSequences(memory, architecture, depths, capacity);
      for (int row = 0; row < seats.size(); row++) {
        Seat seat = seats.get(row);
        seat.row().copyTo(row(row), seat.sequence().iterations(), seat.sequence().read());
      }
    }
    if (leftCaches != null) {
      leftCaches.close();
    }
    left.close();
  }

  private Row row(int row) {
    int firstOfDepth = depths.reaching(sequences.get(row).iterations() + 1);
    return new Row(caches, row, row - firstOfDepth);
  }

  @Override
  public void close() throws OrtException {
    if (caches != null) {
      caches.close();
    }
    memory.close();
  }
}
