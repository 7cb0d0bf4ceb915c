package dev.plumbline.runner.backend;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that have crossed between the host's memory and a device's. */
public final class Traffic {
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();

  void goUp(long bytes) {
    up.addAndGet(bytes);
  }

  void goDown(long bytes) {
    down.addAndGet(bytes);
  }

  /** From host to device, so far. */
  public long up() {
    return up.get();
  }

  /** From device to host, so far. */
  public long down() {
    return down.get();
  }
}
