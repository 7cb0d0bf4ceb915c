package dev.plumbline.tasks.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * CPython's {@code random.Random(seed)}: MT19937 seeded by {@code init_by_array} with the seed's
 * 32-bit words, lowest first. Not thread-safe; the state moves on with every draw.
 */
public final class PythonRandom {
  private final UniformRandomProvider twister;

  public PythonRandom(long seed) {
    // Python seeds with the absolute value, in as many words as it needs.
    long magnitude = Math.abs(seed);
    int low = (int) magnitude;
    int high = (int) (magnitude >>> 32);
    int[] words = high == 0 ? new int[] {low} : new int[] {low, high};
    twister = RandomSource.MT.create(words);
  }

  /**
   * Draws without replacement, as {@code random.sample}: the result and the generator's next state
   * are those of CPython 3.11.
   *
   * @throws IllegalArgumentException for more draws than the population has
   */
  public <T> List<T> sample(List<T> population, int draws) {
    int size = population.size();
    if (draws < 0 || draws > size) {
      throw new IllegalArgumentException("cannot draw " + draws + " of " + size);
    }
    List<T> result = new ArrayList<>(draws);
    if (size <= poolLimit(draws)) {
      List<T> pool = new ArrayList<>(population);
      for (int i = 0; i < draws; i++) {
        int j = below(size - i);
        result.add(pool.get(j));
        pool.set(j, pool.get(size - i - 1));
      }
    } else {
      Set<Integer> selected = new HashSet<>();
      while (result.size() < draws) {
        int j = below(size);
        if (selected.add(j)) {
          result.add(population.get(j));
        }
      }
    }
    return result;
  }

  /** The population size up to which CPython copies the population instead of a set of indices. */
  private static double poolLimit(int draws) {
    double limit = 21;
    if (draws > 5) {
      limit += Math.pow(4, Math.ceil(Math.log(draws * 3.0) / Math.log(4)));
    }
    return limit;
  }

  /** Uniform in [0, bound), by rejection on just as many bits as the bound has. */
  private int below(int bound) {
    int unusedBits = Integer.numberOfLeadingZeros(bound);
    int draw;
    do {
      draw = twister.nextInt() >>> unusedBits;
    } while (draw >= bound || draw < 0);
    return draw;
  }
}
