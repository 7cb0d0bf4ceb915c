package dev.plumbline.runner.decode;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.FixedExits;
import dev.plumbline.runner.batch.NextToken;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.SequenceCaches;
import dev.plumbline.runner.cache.SequenceCaches.Row;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.ExitState;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.Recurrence;
import java.util.List;

/**
 * Plain decoding of one sequence, from where its keys and values are to the last bit those of plain
 * decoding: they are again, and so is the next token.
 */
final class Replay {
  private final Recurrence recurrence;
  private final SharedPrefix prefix;
  private final SequenceCaches live;
  private final Row row;
  private final GeneratedSequence sequence;

  Replay(
      Recurrence recurrence,
      SharedPrefix prefix,
      ContinuousBatch batch,
      GeneratedSequence sequence) {
    this.recurrence = recurrence;
    this.prefix = prefix;
    this.live = batch.caches();
    this.row = batch.row(sequence);
    this.sequence = sequence;
  }

  /**
   * Gives the sequence its next token.
   *
   * @return how many tokens were read for it
   */
  int run() {
    int from = sequence.plain();
    int to = sequence.read();
    FixedExits exits = new FixedExits(List.of(sequence.iterations()));
    Row alone = new Row(sequence.iterations(), 0, 0);
    try (Arena.Frame memory = recurrence.memory();
        SequenceCaches own =
            SequenceCaches.of(memory, recurrence.shape().caches(), exits, live.capacity());
        NewKeyValues made = new NewKeyValues(memory, recurrence.shape().caches(), 1)) {
      own.copy(alone, live, row, from);
      for (int slot = from; slot <= to; slot++) {
        read(sequence.at(slot), slot == to, own, exits, made);
      }
      live.copy(row, own, alone, to + 1);
    }
    sequence.readPlainly();
    return to + 1 - from;
  }

  private void read(
      NextToken token, boolean last, SequenceCaches own, FixedExits exits, NewKeyValues made) {
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch =
            PackedBatch.ofNextTokens(memory, List.of(token), prefix.capacity(), own.capacity())) {
      StepCaches caches = new StepCaches(own, prefix, exits, made, batch, List.of(token.earlier()));
      recurrence.run(batch, exits, caches, exit -> read(exit, batch, caches, last));
    }
  }

  private void read(ExitState exit, PackedBatch batch, StepCaches caches, boolean last) {
    Head head =
        recurrence.head(
            exit.last(),
            batch,
            caches.coda(exit.iterations()),
            new long[1],
            new long[1],
            sequence.sampled());
    if (last) {
      sequence.append(head, 0, List.of());
    }
  }
}
