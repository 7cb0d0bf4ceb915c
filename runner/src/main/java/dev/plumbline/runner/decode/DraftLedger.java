package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.SweepPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What came of drafts, and what time they took beside plain decoding. */
public final class DraftLedger {
  private final Map<SweepPoint, Speculated> counts = new TreeMap<>();
  private final Pace speculative = new Pace();
  private final Pace plain = new Pace();

  void add(SweepPoint point, Speculated came) {
    counts.merge(point, came, Speculated::plus);
  }

  /** By point; one at which nothing was drafted is absent. */
  public Map<SweepPoint, Speculated> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** Time and tokens of rounds. */
  public Pace speculative() {
    return speculative;
  }

  /** Time and tokens of plain steps that were rehearsed in between with the same sequences. */
  public Pace plain() {
    return plain;
  }

  private long tokens() {
    return counts.values().stream().mapToLong(Speculated::tokens).sum();
  }

  /** Runs a round, and clocks it. */
  void clock(Runnable round) {
    long before = tokens();
    long started = System.nanoTime();
    round.run();
    speculative.add(tokens() - before, System.nanoTime() - started);
  }

  /** Rehearses a plain step for so many tokens, and clocks it. */
  void clockPlain(long tokens, Runnable step) {
    long started = System.nanoTime();
    step.run();
    plain.add(tokens, System.nanoTime() - started);
  }

  /** Tokens, and the time they took. */
  public static final class Pace {
    private long tokens;
    private long nanos;

    void add(long moreTokens, long moreNanos) {
      tokens += moreTokens;
      nanos += moreNanos;
    }

    public long tokens() {
      return tokens;
    }

    /** Per token; NaN where there is none. */
    public double seconds() {
      return tokens == 0 ? Double.NaN : nanos / 1e9 / tokens;
    }
  }
}
