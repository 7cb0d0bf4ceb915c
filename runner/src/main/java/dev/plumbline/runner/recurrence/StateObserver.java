package dev.plumbline.runner.recurrence;

/** Sees the state at each exit of a pass. */
@FunctionalInterface
public interface StateObserver {
  /**
   * Called after an iteration of the core.
   *
   * @param exit which, as the pass's rule names it
   * @param state of the tokens that ran it; it lives during the call only
   */
  void reached(int exit, HiddenState state);
}
