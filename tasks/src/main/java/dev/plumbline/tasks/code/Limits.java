package dev.plumbline.tasks.code;

import java.time.Duration;

/**
 * What one program may use.
 *
 * @param cpu processor time, which does not depend on what else the machine does; whole seconds
 * @param wall time from start to end, enforced from outside
 * @param memoryBytes address space of a process
 * @param fileBytes size of a file, and of {@code /tmp} as a whole
 * @param processes and threads, the sandbox's own two counted
 */
public record Limits(Duration cpu, Duration wall, long memoryBytes, long fileBytes, int processes) {
  /** The slowest reference solutions take nearly 3 s; the official scorers give that much. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(6), Duration.ofSeconds(12), 1L << 30, 32L << 20, 8);
}
