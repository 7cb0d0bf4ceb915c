package dev.plumbline.runner.adaptive;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.NextToken;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.KvCache;
import dev.plumbline.runner.cache.LookupCaches;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.StepwisePass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The next token of each sequence of a batch: after each iteration any sequence may leave the core,
 * the others go on.
 */
final class AdaptiveStep implements AutoCloseable {
  private final Recurrence recurrence;
  private final CacheShape shape;
  private final LookupCaches caches;
  private final int iterations;
  private final Arena.Frame memory;
  private final SharedPrefix prefix;
  private final NewKeyValues made;

  AdaptiveStep(Recurrence recurrence, AdaptiveBatch batch) {
    this.recurrence = recurrence;
    this.shape = recurrence.shape().caches();
    this.caches = batch.caches();
    this.iterations = batch.like().iterations();
    memory = recurrence.memory();
    try {
      prefix = SharedPrefix.none(memory, shape);
      made = new NewKeyValues(memory, shape, caches.rows());
    } catch (MemoryShortage e) {
      memory.close();
      throw e;
    }
  }

  /** A sequence's token on its way. */
  private record Running(AdaptiveSequence sequence, NextToken next, Course course) {}

  /** Reads a token of each, which gives each its next. */
  void run(List<AdaptiveSequence> sequences) {
    List<NextToken> next = sequences.stream().map(AdaptiveSequence::next).toList();
    StepwisePass pass;
    try (Call call = new Call(memory, sequences, next, 0)) {
      pass =
          recurrence.begin(
              memory,
              call.batch,
              call.cache(caches.prelude(), shape.preludeLayers(), prefix.prelude()),
              iterations,
              Arrays.asList(
                  sequences.stream().map(AdaptiveSequence::start).toArray(float[][]::new)));
    }
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      Seen start = new Seen(pass.states().get(i, 1), pass.states().channels(), null, List.of());
      running.add(new Running(sequences.get(i), next.get(i), sequences.get(i).begin(start)));
    }
    for (int iteration = 1; !running.isEmpty(); iteration++) {
      running = iterate(running, iteration, pass);
    }
  }

  /** Runs an iteration; returns who goes on. */
  private List<Running> iterate(List<Running> running, int t, StepwisePass pass) {
    for (Running token : running) {
      caches.begin(token.sequence().row(), token.sequence().read(), t);
    }
    try (Arena.Frame own = recurrence.memory();
        Call call = call(own, running, t)) {
      pass.iterate(call.batch, call.cache(caches.core(t), shape.coreLayers(), prefix.core(t)));
    }
    List<float[]> gates = pass.gates();
    List<Integer> reading = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      running.get(i).course().ran(t, seen(pass, gates, i, null));
      if (running.get(i).course().wantsLogits()) {
        reading.add(i);
      }
    }
    for (int depth = 0; depth < 2 && !reading.isEmpty(); depth++) {
      int at = depth;
      int[] readers =
          reading.stream()
              .filter(i -> running.get(i).course().depth() == at)
              .mapToInt(Integer::intValue)
              .toArray();
      if (readers.length > 0) {
        read(running, readers, t, depth, pass, gates);
      }
    }
    List<Running> staying = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      Running token = running.get(i);
      if (token.course().done()) {
        token.sequence().took(token.course(), 1);
        token.sequence().add(token.course().work());
      } else {
        staying.add(token);
        places.add(i);
      }
    }
    if (!staying.isEmpty() && staying.size() < running.size()) {
      pass.retain(places.stream().mapToInt(Integer::intValue).toArray());
    }
    return staying;
  }

  /** Takes some through the coda. */
  private void read(
      List<Running> running,
      int[] readers,
      int t,
      int depth,
      StepwisePass pass,
      List<float[]> gates) {
    List<Running> some = IntStream.of(readers).mapToObj(running::get).toList();
    try (Arena.Frame own = recurrence.memory();
        Call call = call(own, some, 0)) {
      Head head =
          recurrence.head(
              pass.states().gathered(own, readers),
              call.batch,
              call.cache(caches.coda(depth), shape.codaLayers(), prefix.coda(t)),
              LongStream.range(0, readers.length).toArray(),
              new long[readers.length],
              true);
      for (int i = 0; i < readers.length; i++) {
        some.get(i).course().read(seen(pass, gates, readers[i], head.logitsAt(i)));
      }
    }
  }

  private static Seen seen(StepwisePass pass, List<float[]> gates, int token, float[] logits) {
    return new Seen(
        pass.states().get(token, 1),
        pass.states().channels(),
        logits,
        gates.stream().map(all -> all[token]).toList());
  }

  private Call call(Arena.Frame own, List<Running> running, int iteration) {
    return new Call(
        own,
        running.stream().map(Running::sequence).toList(),
        running.stream().map(Running::next).toList(),
        iteration);
  }

  /**
   * A call of a part with a token of some rows. As long as they are more than half of all rows, the
   * others idle beside them; fewer are copied side by side, which costs less than their idling.
   */
  private final class Call implements AutoCloseable {
    private final Arena.Frame own;
    private final int[] rows;
    private final List<AdaptiveSequence> sequences;
    private final boolean all;
    private final int slots;
    private final PackedBatch batch;
    private Optional<KvCache> gathered = Optional.empty();

    /**
     * @param iteration that says which slots are seen; 0 for all
     */
    Call(Arena.Frame own, List<AdaptiveSequence> sequences, List<NextToken> next, int iteration) {
      this.own = own;
      this.sequences = sequences;
      rows = sequences.stream().mapToInt(AdaptiveSequence::row).toArray();
      all = rows.length * 2 > caches.rows();
      int longest = sequences.stream().mapToInt(AdaptiveSequence::read).max().orElseThrow();
      slots = all ? caches.capacity() : PackedBatch.roundUp(longest);
      batch =
          PackedBatch.ofNextTokens(
              own,
              next,
              all ? rows : IntStream.range(0, rows.length).toArray(),
              all ? caches.rows() : rows.length,
              prefix.capacity(),
              slots,
              (token, slot) -> iteration == 0 || caches.sees(rows[token], slot, iteration));
    }

    PartCache cache(LookupCaches.Part part, int layers, Map<String, Tensor> nothing) {
      Map<String, Tensor> earlier = new HashMap<>(nothing);
      if (all) {
        earlier.putAll(part.kept().past());
      } else {
        gathered = Optional.of(part.kept().gathered(own, rows, slots));
        earlier.putAll(gathered.get().past());
      }
      return new PartCache(
          earlier,
          made.outputs(layers, rows.length),
          () -> {
            for (int i = 0; i < rows.length; i++) {
              part.keep(made, i, rows[i], sequences.get(i).read(), 1);
            }
          });
    }

    @Override
    public void close() {
      gathered.ifPresent(KvCache::close);
      batch.close();
    }
  }

  @Override
  public void close() {
    made.close();
    prefix.close();
    memory.close();
  }
}
