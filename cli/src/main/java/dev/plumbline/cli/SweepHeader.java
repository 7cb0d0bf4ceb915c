package dev.plumbline.cli;

import dev.plumbline.harness.Execution;
import dev.plumbline.harness.PreparedSweep;
import dev.plumbline.protocol.SweepPoint;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is about to be asked of what, on what, in a line. */
final class SweepHeader {
  private static final String[] UNITS = {"", "K", "M", "B", "T"};
  private static final int MOST_POINTS = 12;

  private SweepHeader() {}

  static String of(PreparedSweep sweep, Execution execution) {
    int tasks = sweep.tasks().size();
    int documents = sweep.documents().size();
    return String.format(
        Locale.ROOT,
        "%s: %s parameters, %s, on %s with %d threads; %,d %s of %d %s at r = %s",
        sweep.bundle().description().name(),
        shortened(sweep.bundle().description().model().network().parameters()),
        sweep.bundle().description().precision(),
        execution.device(),
        execution.threads().orElse(Runtime.getRuntime().availableProcessors()),
        documents,
        documents == 1 ? "document" : "documents",
        tasks,
        tasks == 1 ? "task" : "tasks",
        points(sweep));
  }

  private static String points(PreparedSweep sweep) {
    String some =
        sweep.sweep().points().stream()
            .limit(MOST_POINTS)
            .map(SweepPoint::label)
            .collect(Collectors.joining(", "));
    int more = sweep.sweep().points().size() - MOST_POINTS;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  /** To three digits, such as 3.91 B. */
  static String shortened(long count) {
    double value = count;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String digits =
        unit == 0
            ? Long.toString(count)
            : String.format(
                Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    return unit == 0 ? digits : digits + " " + UNITS[unit];
  }
}
