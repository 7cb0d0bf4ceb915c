package dev.plumbline.runner.decode;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.NextToken;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.CostMeter;
import dev.plumbline.runner.recurrence.ExitState;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.Recurrence;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The next token of each sequence of a batch, in one pass with one token in each row: a sequence
 * leaves the core after its own number of iterations, the others go on.
 */
final class DecodingStep implements AutoCloseable {
  private final Recurrence recurrence;
  private final ContinuousBatch live;
  private final List<GeneratedSequence> sequences;
  private final ExitRule exits;
  private final Arena.Frame memory;
  private final NewKeyValues made;
  private final PackedBatch batch;
  private final StepCaches caches;

  DecodingStep(Recurrence recurrence, ContinuousBatch live, SharedPrefix prefix) {
    this.recurrence = recurrence;
    this.live = live;
    this.sequences = live.sequences();
    this.exits = live.exits();
    memory = recurrence.memory();
    try {
      made = new NewKeyValues(memory, recurrence.shape().caches(), sequences.size());
      List<NextToken> next = sequences.stream().map(GeneratedSequence::next).toList();
      batch = PackedBatch.ofNextTokens(memory, next, prefix.capacity(), live.caches().capacity());
      List<Integer> slots = next.stream().map(NextToken::earlier).toList();
      caches = new StepCaches(live.caches(), prefix, exits, made, batch, slots);
    } catch (MemoryShortage e) {
      memory.close();
      throw e;
    }
  }

  void run(CostMeter meter) {
    StepCosts costs = new StepCosts(live);
    recurrence.run(
        batch,
        exits,
        caches,
        exit -> {
          costs.reached(exit.iterations());
          step(exit, true);
          costs.left(exit.iterations());
        });
    costs.addTo(meter);
  }

  /** Does all that a step does, and gives nobody a token: to see how long it takes. */
  void rehearse() {
    recurrence.run(batch, exits, caches, exit -> step(exit, false));
  }

  /** The next token of the sequences that leave after this exit. */
  private void step(ExitState exit, boolean append) {
    int from = caches.first(exit.iterations());
    int to = exits.running(exit.iterations());
    List<GeneratedSequence> leaving = sequences.subList(from, to);
    List<SweepPoint> points = leaving.stream().map(GeneratedSequence::point).toList();
    try (Arena.Frame own = recurrence.memory();
        PackedBatch rows = batch.slice(own, from, to)) {
      long[] places = LongStream.range(0, leaving.size()).toArray();
      boolean logits =
          recurrence.recordsGates() || leaving.stream().anyMatch(GeneratedSequence::sampled);
      Head head =
          recurrence.head(
              exit.at(own, from, points),
              rows,
              caches.coda(exit.iterations()),
              places,
              new long[places.length],
              logits);
      List<float[]> gates = exit.gatesAt(LongStream.range(from, to).toArray());
      for (int i = 0; append && i < leaving.size(); i++) {
        leaving.get(i).append(head, i, gates);
      }
    }
  }

  @Override
  public void close() {
    made.close();
    batch.close();
    memory.close();
  }
}
