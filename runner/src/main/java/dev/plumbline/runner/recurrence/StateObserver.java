package dev.plumbline.runner.recurrence;

/** Sees the states at each exit of a pass. */
@FunctionalInterface
public interface StateObserver {
  /** Called after an iteration of the core, with the states of the tokens that ran it. */
  void reached(ExitState exit);
}
