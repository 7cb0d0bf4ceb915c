package dev.plumbline.runner.network;

import dev.plumbline.protocol.PlumblineException;

/** Refuses numbers that no network has. */
public final class Limits {
  private Limits() {}

  /** Callers choose limits far above any model, and low enough that no product overflows. */
  public static void within(long least, long most, String name, long value) {
    if (value < least) {
      throw new PlumblineException("%s must be at least %d, got %d".formatted(name, least, value));
    }
    if (value > most) {
      throw new PlumblineException("%s must be at most %d, got %d".formatted(name, most, value));
    }
  }

  public static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new PlumblineException("%s must be positive and finite, got %s".formatted(name, value));
    }
  }

  public static void present(String name, Object value) {
    if (value == null) {
      throw new PlumblineException(name + " is missing");
    }
  }
}
