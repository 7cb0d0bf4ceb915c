package dev.plumbline.runner.decode;

import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.recurrence.CostMeter;
import dev.plumbline.runner.recurrence.Stopwatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the sequences of each exit take for one token; idle rows take time alone. */
final class StepCosts {
  private final ExitRule exits;
  private final Map<Integer, Integer> tokens = new HashMap<>();
  private final Map<Integer, Long> visibleKeys = new HashMap<>();

  /** Of the time that exits share, to each as much as it has of the rows. */
  private final Map<Integer, Long> nanos = new HashMap<>();

  private final Stopwatch stopwatch;

  /** Counts what the step will read, and starts the clock. */
  StepCosts(ContinuousBatch batch) {
    exits = batch.exits();
    for (int exit : exits.exits()) {
      int to = exits.running(exit);
      List<GeneratedSequence> reading =
          batch.sequences().subList(to - exits.leaving(exit), to).stream()
              .filter(sequence -> !sequence.finished())
              .toList();
      tokens.put(exit, reading.size());
      visibleKeys.put(exit, reading.stream().mapToLong(GeneratedSequence::visibleKeys).sum());
    }
    stopwatch = new Stopwatch();
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
    nanos.forEach((exit, time) -> meter.add(exit, tokens.get(exit), visibleKeys.get(exit), time));
  }
}
