package dev.plumbline.runner.backend;

import java.util.function.Supplier;

/** Work that did not fit the memory; with fewer rows at once it may. */
public final class MemoryShortage extends RuntimeException {
  private static final long serialVersionUID = 1;

  MemoryShortage(String message) {
    super(message);
  }

  MemoryShortage(Throwable cause) {
    super(
        "out of memory: " + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
        cause);
  }

  /** Runs work without a result; see {@link #watch(Supplier)}. */
  public static void watch(Runnable work) {
    watch(
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * Runs work.
   *
   * @throws MemoryShortage if it runs out of Java's or of the backend's memory
   */
  public static <T> T watch(Supplier<T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      throw new MemoryShortage(e);
    }
  }
}
