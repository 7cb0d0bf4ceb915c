package dev.plumbline.runner.recurrence;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.batch.DraftExits;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.KvCache;
import dev.plumbline.runner.cache.NewKeyValues;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PassCaches;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SequenceCaches;
import dev.plumbline.runner.cache.SequenceCaches.Row;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.tokenizer.SharedTokens;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Reads prompts, which all points of a sweep have in common, and keeps their keys and values. */
public final class Prefill {
  private final Recurrence recurrence;
  private final Sweep sweep;
  private final OptionalInt draft;
  private final CostMeter meter;

  /**
   * For the points of a sweep.
   *
   * @param draft an exit besides, whose keys and values are wanted, too
   */
  public Prefill(Recurrence recurrence, Sweep sweep, OptionalInt draft, CostMeter meter) {
    this.recurrence = recurrence;
    this.sweep = sweep;
    this.draft = draft;
    this.meter = meter;
  }

  private EveryExit own(int rows) {
    return EveryExit.of(sweep, rows);
  }

  private ExitRule exits(int rows) {
    return draft.isPresent() ? new DraftExits(draft.getAsInt(), own(rows)) : own(rows);
  }

  /** Hears what follows prompts. */
  public interface HeadListener {
    /**
     * Called for each point of the sweep.
     *
     * @param head what follows each prompt, in their order
     * @param gates what the exit gate makes of each prompt's last token, [iterations][prompts];
     *     empty unless recorded
     */
    void read(SweepPoint point, Head head, List<float[]> gates);
  }

  /**
   * Reads tokens that sequences share; none give no prefix.
   *
   * @throws MemoryShortage if they do not fit the memory
   */
  public SharedPrefix share(SharedTokens shared, Arena.Frame memory) {
    List<Integer> tokens = shared.tokens();
    CacheShape shape = recurrence.shape().caches();
    SharedPrefix none = SharedPrefix.none(memory, shape);
    if (tokens.isEmpty()) {
      return none;
    }
    ExitRule exits = exits(1);
    int capacity = PackedBatch.roundUp(tokens.size());
    SequenceCaches caches = SequenceCaches.of(memory, shape, exits, capacity);
    List<Row> rows = exits.exits().stream().map(exit -> new Row(exit, 0, 0)).toList();
    run(
        List.of(TokenTree.of(tokens)),
        none,
        caches,
        List.of(rows),
        false,
        (point, head, gates) -> {});
    none.close();
    return SharedPrefix.of(memory, shape, tokens.size(), caches);
  }

  /**
   * Runs prompts together.
   *
   * @param prompts of one branch each, behind what they share with the prefix
   * @param rows of each prompt, where its keys and values go: one for each point of the sweep
   * @param logits whether logits are wanted, too
   */
  public void run(
      List<TokenTree> prompts,
      SharedPrefix prefix,
      SequenceCaches into,
      List<List<Row>> rows,
      boolean logits,
      HeadListener listener) {
    CacheShape shape = recurrence.shape().caches();
    long visibleKeys = prompts.stream().mapToLong(TokenTree::visibleKeys).sum();
    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = PackedBatch.ofTrees(memory, prompts, prefix.earlierKeys());
        PrefixCaches reading = new PrefixCaches(memory, shape, prefix, prompts.size());
        NewKeyValues made = new NewKeyValues(memory, shape, batch.size())) {
      PassCaches keeping = new Keeping(batch, reading, made, into, rows);
      long[] last = new long[prompts.size()];
      for (int row = 0; row < last.length; row++) {
        last[row] = batch.firstToken(row + 1) - 1L;
      }
      Stopwatch shared = new Stopwatch();
      recurrence.run(
          batch,
          exits(prompts.size()),
          own(prompts.size()).exits(),
          keeping,
          exit -> {
            long sharedNanos = shared.pause();
            PartCache coda = keeping.coda(exit.iterations());
            List<float[]> gates = exit.gatesAt(last);
            long[] targets = new long[last.length];
            if (draft.equals(OptionalInt.of(exit.iterations()))) {
              recurrence.head(exit.last(), batch, coda, last, targets, false);
            }
            for (SweepPoint point : sweep.pointsAt(exit.iterations())) {
              Stopwatch own = new Stopwatch();
              Head head = recurrence.head(exit.at(point), batch, coda, last, targets, logits);
              listener.read(point, head, gates);
              meter.add(point, batch.size(), visibleKeys, sharedNanos + own.pause());
            }
            shared.resume();
          });
    }
  }

  /** The caches of a pass behind a prefix whose new keys and values stay. */
  private record Keeping(
      PackedBatch batch,
      PrefixCaches reading,
      NewKeyValues made,
      SequenceCaches into,
      List<List<Row>> rows)
      implements PassCaches {
    @Override
    public PartCache prelude() {
      return keeping(reading.prelude(), into.prelude(), row -> true, Row::row);
    }

    @Override
    public PartCache core(int iteration) {
      KvCache core = into.core().get(iteration - 1);
      return keeping(reading.core(iteration), core, row -> row.iterations() >= iteration, Row::row);
    }

    @Override
    public PartCache coda(int exit) {
      KvCache coda = into.coda().get(exit);
      return keeping(reading.coda(exit), coda, row -> row.iterations() == exit, Row::codaRow);
    }

    /**
     * What a call reads, and where its new keys and values stay.
     *
     * @param reaching the rows that come to this call
     * @param place where they are in {@code to}; points of the sweep may share one
     */
    private PartCache keeping(
        PartCache dropping, KvCache to, Predicate<Row> reaching, ToIntFunction<Row> place) {
      return new PartCache(
          dropping.earlier(),
          made.outputs(to.layers(), batch.size()),
          () -> {
            for (int prompt = 0; prompt < batch.rows(); prompt++) {
              int first = batch.firstToken(prompt);
              int count = batch.firstToken(prompt + 1) - first;
              rows.get(prompt).stream()
                  .filter(reaching)
                  .mapToInt(place)
                  .distinct()
                  .forEach(row -> to.keep(made, first, row, 0, count));
            }
          });
    }
  }
}
