package dev.plumbline.tasks.code;

import java.time.Duration;

/**
 * What the Python functions of a task may use.
 *
 * @param wall time for a document, or for a whole split where that is what the function takes
 * @param memoryBytes of a process, its own and written
 * @param addressBytes of a process, mapped libraries included, of which packages have many
 * @param fileBytes size of a file, and of {@code /tmp} as a whole
 * @param processes and threads
 */
record TaskLimits(
    Duration wall, long memoryBytes, long addressBytes, long fileBytes, int processes) {
  static final TaskLimits DEFAULT =
      new TaskLimits(Duration.ofMinutes(5), 4L << 30, 16L << 30, 256L << 20, 64);
}
