package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.PartCache;
import java.util.List;

/**
 * A pass through the core that is looked at after each iteration, and that any of its tokens may
 * leave. It lives as long as the memory that it was begun in.
 */
public final class StepwisePass {
  private final CorePass pass;
  private int iterations;

  StepwisePass(CorePass pass) {
    this.pass = pass;
  }

  /** Runs the next iteration for all tokens that are still here. */
  public void iterate(PackedBatch batch, PartCache cache) {
    pass.iterate(batch, cache);
    iterations++;
  }

  /** Of the tokens that ran the last iteration, or s_0 before the first. */
  public HiddenState states() {
    return pass.state();
  }

  /**
   * What the exit gate made of their states after each iteration so far, before the sigmoid,
   * [iterations][tokens]; empty without a gate or before the first.
   */
  public List<float[]> gates() {
    return iterations == 0 ? List.of() : pass.exit(iterations).gates();
  }

  /**
   * Goes on with some of the tokens.
   *
   * @param tokens their places among those that ran the last iteration, ascending
   */
  public void retain(int[] tokens) {
    pass.retain(tokens);
  }
}
