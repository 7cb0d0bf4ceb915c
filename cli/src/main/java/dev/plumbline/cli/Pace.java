package dev.plumbline.cli;

import java.util.OptionalDouble;

/**
 * How fast a job's steps come, lately.
 *
 * <p>Steps of a batch come together at its end. So the pace is taken between the first steps of
 * batches, where all of one batch and its whole time count; and from the first batch's end on,
 * since that batch has the start of everything in its time. What is longer ago weighs less.
 */
final class Pace {
  /** Steps that are nearer to each other are of one batch. */
  private static final double SECONDS_WITHIN_BATCH = 0.05;

  /** After which a step weighs 1/e. */
  private static final double MEMORY_SECONDS = 20;

  private static final double LEAST_SECONDS = 2;
  private static final double LEAST_PART = 0.03;

  private final int total;
  private int done;
  private long seen;
  private int pending;
  private double measuredSeconds;
  private double steps;
  private double seconds;

  /**
   * @param total steps of the whole job
   */
  Pace(int total) {
    this.total = total;
  }

  /**
   * Counts a step.
   *
   * @param now nanoseconds, as {@link System#nanoTime}
   */
  void step(long now) {
    done++;
    pending++;
    if (done == 1) {
      seen = now;
      pending = 0;
      return;
    }
    double since = (now - seen) / 1e9;
    if (since < SECONDS_WITHIN_BATCH) {
      return;
    }
    double weight = Math.exp(-since / MEMORY_SECONDS);
    steps = steps * weight + pending;
    seconds = seconds * weight + since;
    measuredSeconds += since;
    seen = now;
    pending = 0;
  }

  /** Empty until enough was seen to tell. */
  OptionalDouble perSecond() {
    return measuredSeconds < LEAST_SECONDS || done < LEAST_PART * total
        ? OptionalDouble.empty()
        : OptionalDouble.of(steps / seconds);
  }
}
