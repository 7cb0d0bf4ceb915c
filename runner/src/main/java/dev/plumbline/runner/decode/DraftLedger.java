package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.SweepPoint;
import java.util.Map;
import java.util.TreeMap;

/** What came of drafts, and what time they took beside plain decoding. */
public final class DraftLedger {
  private final Map<SweepPoint, Speculated> counts = new TreeMap<>();
  private long nanos;
  private long plainTokens;
  private long plainNanos;

  void add(SweepPoint point, Speculated came) {
    counts.merge(point, came, Speculated::plus);
  }

  /** Runs a round. */
  void clock(Runnable round) {
    long started = System.nanoTime();
    round.run();
    nanos += System.nanoTime() - started;
  }

  /** Rehearses a plain step of so many tokens. */
  void clockPlain(long tokens, Runnable step) {
    long started = System.nanoTime();
    step.run();
    plainNanos += System.nanoTime() - started;
    plainTokens += tokens;
  }

  /** By point; one at which nothing was drafted is absent. */
  public Map<SweepPoint, Speculated> counts() {
    return counts;
  }

  /** Wall-clock time of the rounds. */
  public double seconds() {
    return nanos / 1e9;
  }

  /** Tokens that rehearsed plain steps would have given. */
  public long plainTokens() {
    return plainTokens;
  }

  /** Wall-clock time of the rehearsed plain steps. */
  public double plainSeconds() {
    return plainNanos / 1e9;
  }
}
