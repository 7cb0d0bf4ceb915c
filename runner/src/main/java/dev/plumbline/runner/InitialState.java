package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import java.util.function.Function;

/** The state that the recurrence starts from. */
public sealed interface InitialState {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Zero, R> zero, Function<Random, R> random);

  /** All zeros. */
  record Zero() implements InitialState {
    @Override
    public <R> R match(Function<Zero, R> zero, Function<Random, R> random) {
      return zero.apply(this);
    }
  }

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

    @Override
    public <R> R match(Function<Zero, R> zero, Function<Random, R> random) {
      return random.apply(this);
    }
  }
}
