package dev.plumbline.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * What a machine's processors have done so far. Two of them tell what other processes took in
 * between.
 *
 * @param cores of the machine, whatever this process may use
 * @param busy by all processes, and by other machines on the same host, in ticks
 * @param all busy or not, in ticks
 * @param ownNanos by this process, over all cores
 * @param atNanos when it was, as {@link System#nanoTime}
 */
record CpuTimes(int cores, long busy, long all, long ownNanos, long atNanos) {
  private static final Path STAT = Path.of("/proc/stat");

  /** User, nice, system, idle, iowait, irq, softirq, steal; guests are in user and nice. */
  private static final int FIELDS = 8;

  private static final int IDLE = 3;
  private static final int IOWAIT = 4;

  /** A shorter time says nothing: ticks are of 10 ms. */
  private static final double LEAST_SECONDS = 0.2;

  /** With more than this part of its cores free, a machine counts as quiet. */
  private static final double QUIET = 0.75;

  /** Now; empty where the system does not tell. */
  static Optional<CpuTimes> now() {
    try {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? parse(Files.readString(STAT), system.getProcessCpuTime(), System.nanoTime())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** From the text of {@code /proc/stat}; empty where it is no such text. */
  static Optional<CpuTimes> parse(String stat, long ownNanos, long atNanos) {
    int cores = (int) stat.lines().filter(line -> line.matches("cpu\\d+ .*")).count();
    return stat.lines()
        .filter(line -> line.matches("cpu( +\\d+){" + FIELDS + ",}"))
        .findFirst()
        .filter(line -> cores > 0 && ownNanos >= 0)
        .map(
            line -> {
              long[] ticks =
                  Arrays.stream(line.split(" +"))
                      .skip(1)
                      .limit(FIELDS)
                      .mapToLong(Long::parseLong)
                      .toArray();
              long all = LongStream.of(ticks).sum();
              return new CpuTimes(cores, all - ticks[IDLE] - ticks[IOWAIT], all, ownNanos, atNanos);
            });
  }

  /**
   * How many threads have a core to themselves, if other processes clearly kept some busy since;
   * empty on a quiet machine, and where too little time went by to tell.
   *
   * @param usable cores that this process may use
   */
  OptionalInt threadsSince(CpuTimes before, int usable) {
    double seconds = (atNanos - before.atNanos) / 1e9;
    long ticks = all - before.all;
    if (seconds < LEAST_SECONDS || ticks <= 0) {
      return OptionalInt.empty();
    }
    double own = (ownNanos - before.ownNanos) / 1e9 / seconds;
    double others = Math.max(0, (double) (busy - before.busy) / ticks * cores - own);
    double free = Math.min(usable, Math.max(0, cores - others));
    return free >= QUIET * usable
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.max(1, Math.round(free)));
  }
}
