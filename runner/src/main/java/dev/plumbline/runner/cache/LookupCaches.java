package dev.plumbline.runner.cache;

import dev.plumbline.protocol.KeyLookup;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.bundle.CacheShape;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.core.source64.SplitMix64;

/**
 * The KV caches of sequences whose tokens leave the core on their own, a row each: what a later
 * token sees in an iteration is said by a {@link KeyLookup}.
 */
public final class LookupCaches implements KeyRule.Slots, AutoCloseable {
  private final Arena.Frame memory;
  private final CacheShape shape;
  private final KeyRule rule;
  private final int capacity;
  private final KvCache prelude;

  /** By level, as many as tokens have come to. */
  private final List<KvCache> core = new ArrayList<>();

  /** That of the answers, and perhaps that of a shallower depth which they are set against. */
  private final List<KvCache> codas = new ArrayList<>();

  /** The iterations that each token ran, by row and slot. */
  private final int[][] steps;

  /** How many levels hold all that a row's tokens have left. */
  private final int[] reached;

  /**
   * Empty ones.
   *
   * @param memory that gives out more as tokens run deeper
   * @param most iterations of the core
   * @param depths at which a token's coda is kept, 1 or 2
   * @param capacity slots of a row
   */
  public LookupCaches(
      Arena.Frame memory,
      CacheShape shape,
      KeyLookup lookup,
      int most,
      int depths,
      int rows,
      int capacity) {
    this.memory = memory;
    this.shape = shape;
    this.rule = KeyRule.of(lookup, most);
    this.capacity = capacity;
    this.steps = new int[rows][capacity];
    this.reached = new int[rows];
    prelude = new KvCache(memory, shape, shape.preludeLayers(), rows, capacity);
    for (int depth = 0; depth < depths; depth++) {
      codas.add(new KvCache(memory, shape, shape.codaLayers(), rows, capacity));
    }
  }

  /** What a sequence takes, in bytes. */
  public static long bytesPerSequence(
      CacheShape shape, KeyLookup lookup, int most, int depths, int capacity) {
    long layers =
        shape.preludeLayers()
            + (long) lookup.kept(most) * shape.coreLayers()
            + (long) depths * shape.codaLayers();
    return KvCache.bytesPerRow(shape, layers, capacity);
  }

  public int rows() {
    return prelude.rows();
  }

  public int capacity() {
    return capacity;
  }

  /** A part's caches in one call. */
  public Part prelude() {
    return new Part(prelude, 1);
  }

  /**
   * In one iteration.
   *
   * @param iteration from 1
   */
  public Part core(int iteration) {
    return new Part(level(rule.level(iteration)), rule.weight(iteration));
  }

  /**
   * At one of the depths that go through the coda.
   *
   * @param depth 0 for the answers
   */
  public Part coda(int depth) {
    return new Part(codas.get(depth), 1);
  }

  private KvCache level(int level) {
    while (core.size() <= level) {
      core.add(KvCache.ofCore(memory, shape, rows(), capacity));
    }
    return core.get(level);
  }

  /**
   * Says that the next token of a row is about to run an iteration.
   *
   * @param slots how many tokens of the row it may see
   */
  public void begin(int row, int slots, int iteration) {
    rule.begin(this, row, slots, iteration);
  }

  /** Whether the next token of a row sees a slot in an iteration. */
  public boolean sees(int row, int slot, int iteration) {
    return rule.sees(steps[row][slot], iteration);
  }

  /** Says that tokens have left the core after some iterations. */
  public void left(int row, int slot, int count, int iterations) {
    rule.settle(this, row, slot, count, iterations);
    for (int token = slot; token < slot + count; token++) {
      steps[row][token] = iterations;
    }
    reached[row] = Math.max(reached[row], rule.reached(iterations));
  }

  /** Copies the first slots of another's row. */
  public void copy(int row, LookupCaches from, int fromRow, int slots) {
    prelude.copy(row, from.prelude, fromRow, slots);
    reached[row] = from.reached[fromRow];
    for (int level = 0; level < reached[row]; level++) {
      level(level).copy(row, from.core.get(level), fromRow, slots);
    }
    for (int depth = 0; depth < codas.size(); depth++) {
      codas.get(depth).copy(row, from.codas.get(depth), fromRow, slots);
    }
    System.arraycopy(from.steps[fromRow], 0, steps[row], 0, slots);
  }

  @Override
  public void copy(int row, int slot, int count, int fromLevel, int level) {
    if (fromLevel != level) {
      level(level).copy(row, core.get(fromLevel), row, slot, count);
    }
  }

  @Override
  public int reached(int row) {
    return reached[row];
  }

  @Override
  public int steps(int row, int slot) {
    return steps[row][slot];
  }

  @Override
  public int leastSteps(int row, int slots, int most) {
    int least = most;
    for (int slot = 0; slot < slots; slot++) {
      least = Math.min(least, steps[row][slot]);
    }
    return least;
  }

  @Override
  public int random(int token, int level, int levels) {
    long draw = new SplitMix64((long) token << Integer.SIZE | level).nextLong();
    return (int) Long.remainderUnsigned(draw, levels);
  }

  @Override
  public void close() {
    prelude.close();
    core.forEach(KvCache::close);
    codas.forEach(KvCache::close);
  }

  /**
   * What a part keeps for some calls.
   *
   * @param weight how much of what is kept new keys and values become
   */
  public record Part(KvCache kept, float weight) {
    /** Takes over new tokens of a call. */
    public void keep(NewKeyValues made, int token, int row, int slot, int count) {
      if (weight == 1) {
        kept.keep(made, token, row, slot, count);
      } else if (weight > 0) {
        kept.mix(made, token, row, slot, count, weight);
      }
    }
  }
}
