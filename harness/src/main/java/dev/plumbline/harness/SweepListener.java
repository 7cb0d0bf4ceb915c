package dev.plumbline.harness;

import dev.plumbline.results.TaskDepth;
import dev.plumbline.runner.SpeculationResult;
import dev.plumbline.tasks.PreparedTask;
import java.util.SortedSet;

/**
 * Hears how a sweep gets on; calls come one at a time, but from several threads. What it throws
 * ends the sweep.
 */
public interface SweepListener {
  /** Hears nothing. */
  SweepListener NONE = new SweepListener() {};

  /** A task begins. */
  default void begun(PreparedTask task) {}

  /**
   * Documents of a task are about to be asked; not called where none is left to ask.
   *
   * @param answers documents times points
   */
  default void asking(PreparedTask task, int answers) {}

  /**
   * Documents of all tasks are about to be asked on a cluster; called once, instead of {@link
   * #asking}, and not where none is left to ask.
   *
   * @param answers documents times points
   */
  default void sharing(int slices, int answers) {}

  /** One more of the answers is kept. */
  default void kept() {}

  /** What came of a task's drafts, before it is {@link #done}; nothing where none were made. */
  default void speculated(PreparedTask task, SpeculationResult result) {}

  /** The last look at a task whose depth is found by its answers. */
  default void found(PreparedTask task, TaskDepth depth) {}

  /** The processors of the cluster that answered, with the instructions that they have. */
  default void processors(SortedSet<String> names) {}

  /** A task is through: all of its samples are kept. */
  default void done(PreparedTask task) {}
}
