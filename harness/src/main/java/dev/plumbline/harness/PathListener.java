package dev.plumbline.harness;

/** Hears how a study of paths gets on. */
public interface PathListener {
  /** Hears nothing. */
  PathListener NONE = new PathListener() {};

  /**
   * The tasks are about to be asked from another start.
   *
   * @param starts the name of the runs that it belongs to
   * @return who hears of this run's answers
   */
  default SweepListener asking(String starts, long seed) {
    return SweepListener.NONE;
  }

  /** States of a task's prompts are about to be compared. */
  default void comparing(String task, int documents) {}

  /** One more document's states are compared. */
  default void compared() {}
}
