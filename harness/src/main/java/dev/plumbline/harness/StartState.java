package dev.plumbline.harness;

import dev.plumbline.runner.InitialState;

/**
 * The state that the recurrence starts from.
 *
 * @param scale of a random state, 1 as in training
 */
public record StartState(Kind kind, double scale) {
  /** As {@code --init} names it. */
  public enum Kind {
    ZERO,
    RANDOM
  }

  /** Random as in training. */
  public static StartState random() {
    return new StartState(Kind.RANDOM, 1);
  }

  public static StartState zero() {
    return new StartState(Kind.ZERO, 1);
  }

  InitialState initialState(long seed) {
    return switch (kind) {
      case ZERO -> new InitialState.Zero();
      case RANDOM -> new InitialState.Random(seed, scale);
    };
  }
}
