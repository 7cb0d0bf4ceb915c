package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;

/** The state that the recurrence starts from. */
public sealed interface InitialState {

  /** All zeros. */
  record Zero() implements InitialState {}

  /**
   * The model's own distribution, drawn anew for each position and channel but equal for all
   * documents, batches, threads and machines.
   *
   * @param seed names the draw
   * @param scale multiplies the standard deviation (1: as in training), at least 0
   */
  record Random(long seed, double scale) implements InitialState {
    public Random {
      if (!(scale >= 0 && scale <= 1000)) {
        throw new PlumblineException(
            "the initial state's scale must be in [0, 1000], got " + scale);
      }
    }
  }
}
