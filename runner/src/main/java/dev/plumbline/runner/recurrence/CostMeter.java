package dev.plumbline.runner.recurrence;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.bundle.CostTable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the answers at each point of a sweep cost. */
public final class CostMeter {
  private final Map<SweepPoint, Tally> tallies = new HashMap<>();

  /**
   * Adds a pass.
   *
   * @param point whose answers these tokens gave
   * @param visibleKeys how many keys these tokens saw together
   */
  public void add(SweepPoint point, long tokens, long visibleKeys, long nanos) {
    tallies.merge(point, new Tally(tokens, visibleKeys, nanos), Tally::plus);
  }

  /** By point; one at which no token ran is absent. */
  public Map<SweepPoint, Cost> costs(Sweep sweep, CostTable table) {
    Map<SweepPoint, Cost> costs = new TreeMap<>();
    for (SweepPoint point : sweep.points()) {
      Tally tally = tallies.get(point);
      if (tally != null) {
        costs.put(
            point,
            tally.cost(
                point.match(SweepPoint.Fixed::iterations, SweepPoint.Expected::iterations), table));
      }
    }
    return costs;
  }

  private record Tally(long tokens, long visibleKeys, long nanos) {
    Tally plus(Tally other) {
      return new Tally(tokens + other.tokens, visibleKeys + other.visibleKeys, nanos + other.nanos);
    }

    Cost cost(int iterations, CostTable table) {
      double flops = table.flopsPerToken(iterations, (double) visibleKeys / tokens);
      return new Cost(flops, tokens, nanos / 1e9);
    }
  }
}
