package dev.plumbline.runner.cache;

import dev.plumbline.protocol.KeyLookup;
import java.util.function.IntUnaryOperator;

/**
 * Where the keys and values of an iteration are kept, and what is done once a token has left: a
 * {@link KeyLookup} as the caches carry it out.
 */
interface KeyRule {
  /** How many iterations' keys and values are kept of a token. */
  int levels();

  /**
   * Where an iteration reads and writes, from 0.
   *
   * @param iteration from 1
   */
  int level(int iteration);

  /**
   * How much of what is kept an iteration's keys and values become: 1 replaces it, 0 drops them.
   */
  default float weight(int iteration) {
    return 1;
  }

  /** Whether a token that ran some iterations is seen in an iteration. */
  default boolean sees(int steps, int iteration) {
    return true;
  }

  /** How many levels hold all of a token that ran so many iterations, once it is settled. */
  default int reached(int steps) {
    return levels();
  }

  /** Before the next token of a row, which may see the first {@code count}, runs an iteration. */
  default void begin(Slots slots, int row, int count, int iteration) {}

  /**
   * After tokens have left.
   *
   * @param steps the iterations that they ran
   */
  void settle(Slots slots, int row, int slot, int count, int steps);

  /**
   * The rule of a lookup.
   *
   * @param most iterations of the core
   */
  static KeyRule of(KeyLookup lookup, int most) {
    int budget = lookup.kept(most);
    return switch (lookup.kind()) {
      case FULL, LATEST, AVAILABLE -> new Latest(most);
      case SKIP -> new Skip(most);
      case ALWAYS_LAST -> new AlwaysLast(most);
      case RANDOMIZED -> new Randomized(most);
      case MEAN -> new Only(t -> 1f / t);
      case FIRST -> new Only(t -> t == 1 ? 1f : 0f);
      case CYCLE -> new Levels(budget, t -> (t - 1) % budget);
      case BLOCK -> new Levels(budget, t -> (t - 1) * budget / most);
      case ANCHOR -> new Levels(budget, t -> Math.min(t, budget) - 1);
    };
  }

  /**
   * A level for each iteration, of those that any token of the row has run; who left earlier has
   * its last ones there. The deepest is what a deeper iteration would find, too, so that it becomes
   * the next level when a token first comes there.
   */
  record Latest(int levels) implements KeyRule {
    @Override
    public int level(int iteration) {
      return iteration - 1;
    }

    @Override
    public int reached(int steps) {
      return steps;
    }

    @Override
    public void begin(Slots slots, int row, int count, int iteration) {
      int deepest = slots.reached(row);
      if (deepest > 0 && iteration > deepest) {
        slots.copy(row, 0, count, deepest - 1, iteration - 1);
      }
    }

    @Override
    public void settle(Slots slots, int row, int slot, int count, int steps) {
      for (int level = steps; level < slots.reached(row); level++) {
        slots.copy(row, slot, count, steps - 1, level);
      }
    }
  }

  /** Levels that iterations share; those that a token did not come to get its last ones. */
  record Levels(int levels, IntUnaryOperator map) implements KeyRule {
    @Override
    public int level(int iteration) {
      return map.applyAsInt(iteration);
    }

    @Override
    public void settle(Slots slots, int row, int slot, int count, int steps) {
      boolean[] written = new boolean[levels];
      for (int t = 1; t <= steps; t++) {
        written[level(t)] = true;
      }
      for (int level = 0; level < levels; level++) {
        if (!written[level]) {
          slots.copy(row, slot, count, level(steps), level);
        }
      }
    }
  }

  /** A level for each iteration; who did not run it is not seen there. */
  record Skip(int levels) implements KeyRule {
    @Override
    public int level(int iteration) {
      return iteration - 1;
    }

    @Override
    public int reached(int steps) {
      return steps;
    }

    @Override
    public boolean sees(int steps, int iteration) {
      return steps >= iteration;
    }

    @Override
    public void settle(Slots slots, int row, int slot, int count, int steps) {}
  }

  /**
   * A level for each iteration. From where a token of the row has none, all have their last ones,
   * as in Huginn's published cache.
   */
  record AlwaysLast(int levels) implements KeyRule {
    @Override
    public int level(int iteration) {
      return iteration - 1;
    }

    @Override
    public void settle(Slots slots, int row, int slot, int count, int steps) {
      int before = slots.leastSteps(row, slot, levels);
      int least = Math.min(before, steps);
      for (int level = least; level < before; level++) {
        for (int earlier = 0; earlier < slot; earlier++) {
          slots.copy(row, earlier, 1, slots.steps(row, earlier) - 1, level);
        }
      }
      for (int level = least; level < levels; level++) {
        if (level != steps - 1) {
          slots.copy(row, slot, count, steps - 1, level);
        }
      }
    }
  }

  /** A level for each iteration; those that a token did not run get random ones of its own. */
  record Randomized(int levels) implements KeyRule {
    @Override
    public int level(int iteration) {
      return iteration - 1;
    }

    @Override
    public void settle(Slots slots, int row, int slot, int count, int steps) {
      for (int token = slot; token < slot + count; token++) {
        for (int level = steps; level < levels; level++) {
          slots.copy(row, token, 1, slots.random(token, level, steps), level);
        }
      }
    }
  }

  /** One level that all iterations read. */
  record Only(WeightOf weights) implements KeyRule {
    @Override
    public int levels() {
      return 1;
    }

    @Override
    public int level(int iteration) {
      return 0;
    }

    @Override
    public float weight(int iteration) {
      return weights.of(iteration);
    }

    @Override
    public void settle(Slots slots, int row, int slot, int count, int steps) {}
  }

  /** What rules move about. */
  interface Slots {
    /** Copies slots of a row from one level to the same slots of another. */
    void copy(int row, int slot, int count, int fromLevel, int level);

    /** How many levels hold all that the row's tokens have left. */
    int reached(int row);

    /** The iterations that a token ran. */
    int steps(int row, int slot);

    /** Of the first {@code slots} tokens of a row; {@code most} where there are none. */
    int leastSteps(int row, int slots, int most);

    /** A level below {@code levels}, which the token and the level that lacks one decide. */
    int random(int token, int level, int levels);
  }

  /** By iteration, from 1. */
  @FunctionalInterface
  interface WeightOf {
    float of(int iteration);
  }
}
