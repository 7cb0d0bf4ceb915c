package dev.plumbline.runner.recurrence;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source32.Philox4x32;

/**
 * Random streams that are found by their coordinates rather than by what was drawn before, so that
 * no draw depends on order, batching, threads or machine (Philox 4x32-10; Salmon et al., "Parallel
 * random numbers: as easy as 1, 2, 3", SC 2011).
 */
public enum CounterRandom {
  INITIAL_STATE(0),
  NEXT_TOKEN(1),
  NOISE(2);

  private final int use;

  CounterRandom(int use) {
    this.use = use;
  }

  /**
   * The stream of one use at two coordinates, such as position and iteration, or iterations and
   * step.
   */
  public UniformRandomProvider stream(long seed, int first, int second) {
    // Two words of key, then four of counter, of which the first counts the blocks drawn.
    return new Philox4x32(
        new int[] {(int) seed, (int) (seed >>> Integer.SIZE), 0, first, second, use});
  }
}
