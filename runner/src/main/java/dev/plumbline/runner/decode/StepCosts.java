package dev.plumbline.runner.decode;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.recurrence.CostMeter;
import dev.plumbline.runner.recurrence.Stopwatch;
import java.util.HashMap;
import java.util.Map;

/** What the sequences of each point take for one token; idle rows take time alone. */
final class StepCosts {
  private final ExitRule exits;

  /** Of the time that exits share, to each as much as it has of the rows. */
  private final Map<Integer, Long> nanos = new HashMap<>();

  private final Map<SweepPoint, Long> tokens = new HashMap<>();
  private final Map<SweepPoint, Long> visibleKeys = new HashMap<>();
  private final Map<SweepPoint, Long> rows = new HashMap<>();
  private final Stopwatch stopwatch;

  /** Counts what the step will read, and starts the clock. */
  StepCosts(ContinuousBatch batch) {
    exits = batch.exits();
    for (GeneratedSequence sequence : batch.sequences()) {
      boolean reading = !sequence.finished();
      rows.merge(sequence.point(), 1L, Long::sum);
      tokens.merge(sequence.point(), reading ? 1L : 0, Long::sum);
      visibleKeys.merge(sequence.point(), reading ? sequence.visibleKeys() : 0, Long::sum);
    }
    stopwatch = new Stopwatch();
  }

  /** A sequence has read more tokens than the one that was counted. */
  void more(GeneratedSequence sequence, long furtherTokens) {
    // The last of them has been counted as the next token is: it sees one key less than that.
    long keys = furtherTokens * sequence.visibleKeys() - furtherTokens * (furtherTokens + 1) / 2;
    tokens.merge(sequence.point(), furtherTokens, Long::sum);
    visibleKeys.merge(sequence.point(), keys, Long::sum);
  }

  /** The core is at an exit. */
  void reached(int exit) {
    long shared = stopwatch.lap();
    for (int later : exits.exits()) {
      if (later >= exit) {
        nanos.merge(later, shared * exits.leaving(later) / exits.running(exit), Long::sum);
      }
    }
  }

  /** The rows of an exit have got their token. */
  void left(int exit) {
    nanos.merge(exit, stopwatch.lap(), Long::sum);
  }

  void addTo(CostMeter meter) {
    rows.forEach(
        (point, count) -> {
          int exit = point.iterations();
          long time = nanos.get(exit) * count / exits.leaving(exit);
          meter.add(point, tokens.get(point), visibleKeys.get(point), time);
        });
  }
}
