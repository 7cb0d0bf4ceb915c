package dev.plumbline.runner.cache;

/** The keys and values that a pass through the model reads and makes, by part. */
public interface PassCaches {
  PartCache prelude();

  /**
   * In one iteration of the core.
   *
   * @param iteration from 1
   */
  PartCache core(int iteration);

  /**
   * Of the rows that go to the coda after an iteration.
   *
   * @param exit as the pass's rule names it
   */
  PartCache coda(int exit);
}
