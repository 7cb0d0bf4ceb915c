package dev.plumbline.runner.batch;

import java.util.List;

/**
 * Which rows of a batch run an iteration of the core, and after which their state goes on to the
 * coda; said before the batch runs. Rows that go on come before those that do not.
 */
public interface ExitRule {
  /**
   * The iterations, from 1, after which some rows' states go to the coda, ascending. The last one
   * is the last that the core runs.
   */
  List<Integer> exits();

  /**
   * How many rows, the first ones, run an iteration; never more than ran the one before.
   *
   * @param iteration from 1
   */
  int running(int iteration);

  /** How many of those, the last ones, go to the coda after this exit. */
  int leaving(int exit);
}
