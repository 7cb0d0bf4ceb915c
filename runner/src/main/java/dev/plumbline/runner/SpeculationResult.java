package dev.plumbline.runner;

import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.SweepPoint;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of speculation, and how long it took beside plain decoding of the same sequences, all
 * points together. Wall-clock times; the prompts' is in neither.
 *
 * @param counts by point; one at which nothing was drafted is absent
 * @param seconds of the rounds that gave the counted tokens
 * @param plainTokens that plain steps, which were rehearsed in between, would have given
 * @param plainSeconds of these steps
 */
public record SpeculationResult(
    Map<SweepPoint, Speculated> counts, double seconds, long plainTokens, double plainSeconds) {
  public SpeculationResult {
    counts = new TreeMap<>(counts);
  }

  /** All points together. */
  public Speculated total() {
    return counts.values().stream().reduce(Speculated.NONE, Speculated::plus);
  }

  /** NaN where nothing was drafted. */
  public double secondsPerToken() {
    return seconds / total().tokens();
  }

  /** NaN where no plain step was rehearsed, since there were few rounds. */
  public double plainSecondsPerToken() {
    return plainSeconds / plainTokens;
  }

  /** Whether plain decoding would have been as fast, as far as was seen. */
  public boolean slower() {
    return secondsPerToken() >= plainSecondsPerToken();
  }

  /** Of both. */
  public SpeculationResult plus(SpeculationResult other) {
    Map<SweepPoint, Speculated> both = new TreeMap<>(counts);
    other.counts.forEach((point, more) -> both.merge(point, more, Speculated::plus));
    return new SpeculationResult(
        both,
        seconds + other.seconds,
        plainTokens + other.plainTokens,
        plainSeconds + other.plainSeconds);
  }
}
