package dev.plumbline.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how far a long job is: a line that renews itself in a terminal, plain lines at every
 * quarter elsewhere.
 */
final class Progress {
  private static final long NANOS_BETWEEN_LINES = 200_000_000;
  private static final int PLAIN_LINES = 4;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier clock;
  private final String name;
  private final int total;
  private final long start;
  private long lastLine;
  private int done;

  /**
   * @param total steps, at least 1
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  Progress(PrintWriter out, boolean terminal, LongSupplier clock, String name, int total) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.name = name;
    this.total = total;
    this.start = clock.getAsLong();
    this.lastLine = start;
  }

  void step() {
    done++;
    long now = clock.getAsLong();
    boolean last = done == total;
    if (terminal ? last || now - lastLine >= NANOS_BETWEEN_LINES : quarterReached()) {
      lastLine = now;
      String line = line(now - start);
      out.print(terminal ? "\r" + line + "\u001b[K" + (last ? "\n" : "") : line + "\n");
      out.flush();
    }
  }

  private boolean quarterReached() {
    return (long) done * PLAIN_LINES / total > (long) (done - 1) * PLAIN_LINES / total;
  }

  private String line(long nanos) {
    double seconds = Math.max(nanos / 1e9, 1e-9);
    double rate = done / seconds;
    String rest = done == total ? "in " + clock(seconds) : clock((total - done) / rate) + " left";
    return String.format(
        Locale.ROOT,
        "%-18s %3d %%  %d/%d answers  %.1f/s  %s",
        name,
        (int) (100L * done / total),
        done,
        total,
        rate,
        rest);
  }

  private static String clock(double seconds) {
    Duration d = Duration.ofSeconds(Math.round(seconds));
    return d.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", d.toMinutes(), d.toSecondsPart());
  }
}
