package dev.plumbline.runner.batch;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import java.util.List;

/**
 * All rows answer at every point of a sweep: they go to the coda at each exit and on through the
 * core.
 */
public record EveryExit(int rows, List<Integer> exits) implements ExitRule {
  public EveryExit {
    exits = List.copyOf(exits);
  }

  public static EveryExit of(Sweep sweep, int rows) {
    return new EveryExit(
        rows, sweep.points().stream().map(SweepPoint::iterations).distinct().toList());
  }

  @Override
  public int running(int iteration) {
    return rows;
  }

  @Override
  public int leaving(int exit) {
    return rows;
  }
}
