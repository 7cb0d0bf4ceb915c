package dev.plumbline.runner.recurrence;

/** Wall-clock time between a start and a pause, added up. */
public final class Stopwatch {
  private long nanos;
  private long started = System.nanoTime();

  /** Stops, and gives the time of all stretches so far in nanoseconds. */
  public long pause() {
    nanos += System.nanoTime() - started;
    return nanos;
  }

  public void resume() {
    started = System.nanoTime();
  }

  /** The nanoseconds since the start, or since the last lap. */
  public long lap() {
    long now = System.nanoTime();
    long lap = now - started;
    started = now;
    return lap;
  }
}
