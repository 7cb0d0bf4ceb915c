package dev.plumbline.runner;

/** Wall-clock time between a start and a pause, added up. */
final class Stopwatch {
  private long nanos;
  private long started = System.nanoTime();

  /** Stops, and gives the time of all stretches so far in nanoseconds. */
  long pause() {
    nanos += System.nanoTime() - started;
    return nanos;
  }

  void resume() {
    started = System.nanoTime();
  }

  /** The nanoseconds since the start, or since the last lap. */
  long lap() {
    long now = System.nanoTime();
    long lap = now - started;
    started = now;
    return lap;
  }
}
