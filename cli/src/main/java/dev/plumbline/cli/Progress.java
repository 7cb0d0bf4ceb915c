package dev.plumbline.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
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
  private final Pace pace;
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
    this.pace = new Pace(total);
    this.start = clock.getAsLong();
    this.lastLine = start;
  }

  void step() {
    done++;
    long now = clock.getAsLong();
    pace.step(now);
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
    String where =
        String.format(
            Locale.ROOT,
            "%-18s %3d %%  %d/%d answers",
            name,
            (int) (100L * done / total),
            done,
            total);
    if (done == total) {
      double seconds = Math.max(nanos / 1e9, 1e-9);
      return where + at(done / seconds) + "in " + clock(seconds);
    }
    OptionalDouble rate = pace.perSecond();
    return rate.isEmpty()
        ? where
        : where + at(rate.getAsDouble()) + clock((total - done) / rate.getAsDouble()) + " left";
  }

  private static String at(double rate) {
    return String.format(Locale.ROOT, "  %.1f/s  ", rate);
  }

  private static String clock(double seconds) {
    Duration d = Duration.ofSeconds(Math.round(seconds));
    return d.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", d.toMinutes(), d.toSecondsPart());
  }
}
