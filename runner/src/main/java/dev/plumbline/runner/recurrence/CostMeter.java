package dev.plumbline.runner.recurrence;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Work;
import dev.plumbline.runner.bundle.Model;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the answers at each point of a sweep cost. */
public final class CostMeter {
  private final Map<SweepPoint, Tally> tallies = new HashMap<>();

  /**
   * Adds a pass whose tokens all ran the point's iterations.
   *
   * @param point whose answers these tokens gave
   * @param visibleKeys how many keys these tokens saw together
   */
  public void add(SweepPoint point, long tokens, long visibleKeys, long nanos) {
    add(point, tokens, visibleKeys, Work.UNIFORM, nanos);
  }

  /** Adds a pass whose tokens left on their own. */
  public void add(SweepPoint point, long tokens, long visibleKeys, Work work, long nanos) {
    tallies.merge(point, new Tally(tokens, visibleKeys, work, nanos), Tally::plus);
  }

  /** By point; one at which no token ran is absent. */
  public Map<SweepPoint, Cost> costs(Sweep sweep, Model model) {
    Map<SweepPoint, Cost> costs = new TreeMap<>();
    for (SweepPoint point : sweep.points()) {
      Tally tally = tallies.get(point);
      if (tally != null && tally.tokens > 0) {
        double flops = model.flopsPerToken(point, tally.tokens, tally.visibleKeys, tally.work);
        costs.put(point, new Cost(flops, tally.tokens, tally.nanos / 1e9));
      }
    }
    return costs;
  }

  private record Tally(long tokens, long visibleKeys, Work work, long nanos) {
    Tally plus(Tally other) {
      return new Tally(
          tokens + other.tokens,
          visibleKeys + other.visibleKeys,
          work.plus(other.work),
          nanos + other.nanos);
    }
  }
}
