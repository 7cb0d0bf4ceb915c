package dev.plumbline.runner;

import dev.plumbline.runner.bundle.Architecture;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the answers at each depth cost. */
final class UsageMeter {
  private final Map<Integer, Tally> tallies = new TreeMap<>();

  /**
   * @param visibleKeys how many keys these tokens saw together
   */
  void add(int iterations, long tokens, long visibleKeys, long nanos) {
    tallies.merge(iterations, new Tally(tokens, visibleKeys, nanos), Tally::plus);
  }

  /** By iterations; a depth at which no token ran is absent. */
  Map<Integer, Usage> usage(Architecture architecture) {
    Map<Integer, Usage> usage = new TreeMap<>();
    tallies.forEach(
        (iterations, tally) ->
            usage.put(
                iterations,
                new Usage(
                    tally.tokens,
                    architecture
                        .costs()
                        .flopsPerToken(iterations, (double) tally.visibleKeys / tally.tokens),
                    tally.nanos / 1e9)));
    return usage;
  }

  private record Tally(long tokens, long visibleKeys, long nanos) {
    Tally plus(Tally other) {
      return new Tally(tokens + other.tokens, visibleKeys + other.visibleKeys, nanos + other.nanos);
    }
  }
}
