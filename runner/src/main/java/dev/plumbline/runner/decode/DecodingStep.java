package dev.plumbline.runner.decode;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.KvCache;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PassCaches;
import dev.plumbline.runner.cache.SequenceCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.CostMeter;
import dev.plumbline.runner.recurrence.ExitState;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.Recurrence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The next token of each sequence of a batch, in one pass with one token in each row: a sequence
 * leaves the core after its own number of iterations, the others go on.
 */
final class DecodingStep implements PassCaches, AutoCloseable {
  private final Recurrence recurrence;
  private final ContinuousBatch live;
  private final List<GeneratedSequence> sequences;
  private final ExitRule exits;
  private final SequenceCaches caches;
  private final SharedPrefix prefix;
  private final Arena.Frame memory;
  private final NewKeyValues made;
  private final PackedBatch batch;

  DecodingStep(Recurrence recurrence, ContinuousBatch live, SharedPrefix prefix) {
    this.recurrence = recurrence;
    this.live = live;
    this.sequences = live.sequences();
    this.exits = live.exits();
    this.caches = live.caches();
    this.prefix = prefix;
    memory = recurrence.memory();
    made = new NewKeyValues(memory, recurrence.shape().caches(), sequences.size());
    batch =
        PackedBatch.ofNextTokens(
            memory,
            sequences.stream().map(GeneratedSequence::next).toList(),
            prefix.capacity(),
            caches.capacity());
  }

  void run(CostMeter meter) {
    StepCosts costs = new StepCosts(live);
    recurrence.run(
        batch,
        exits,
        this,
        exit -> {
          costs.reached(exit.iterations());
          append(exit);
          costs.left(exit.iterations());
        });
    costs.addTo(meter);
  }

  /** The row of the first sequence that leaves after this exit. */
  private int first(int exit) {
    return exits.running(exit) - exits.leaving(exit);
  }

  /** Gives their next token to the sequences that leave after this exit. */
  private void append(ExitState exit) {
    int from = first(exit.iterations());
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
              coda(exit.iterations()),
              places,
              new long[places.length],
              logits);
      List<float[]> gates = exit.gatesAt(LongStream.range(from, to).toArray());
      for (int i = 0; i < leaving.size(); i++) {
        leaving.get(i).append(head, i, gates);
      }
    }
  }

  @Override
  public PartCache prelude() {
    return cache(prefix.prelude(), caches.prelude(), 0, sequences.size());
  }

  @Override
  public PartCache core(int iteration) {
    KvCache kept = caches.core().get(iteration - 1);
    return cache(prefix.core(iteration), kept, 0, exits.running(iteration));
  }

  @Override
  public PartCache coda(int exit) {
    return cache(prefix.coda(exit), caches.coda().get(exit), first(exit), exits.leaving(exit));
  }

  /**
   * What a call reads of earlier tokens, and where its new keys and values go.
   *
   * @param first the row whose keys and values are the first of {@code kept}
   */
  private PartCache cache(Map<String, Tensor> shared, KvCache kept, int first, int rows) {
    Map<String, Tensor> earlier = new HashMap<>(shared);
    earlier.putAll(kept.past());
    return new PartCache(
        earlier,
        made.outputs(kept.layers(), rows),
        () -> {
          for (int row = 0; row < rows; row++) {
            kept.keep(made, row, row, sequences.get(first + row).read(), 1);
          }
        });
  }

  @Override
  public void close() {
    made.close();
    batch.close();
    memory.close();
  }
}
