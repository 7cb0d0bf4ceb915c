package dev.plumbline.runner;

import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.SweepPoint;
import java.util.Map;

/**
 * What came of speculation, and how long it took beside plain decoding of the same sequences, all
 * points together.
 *
 * @param counts by point; one at which nothing was drafted is absent
 * @param secondsPerToken wall-clock time; NaN where nothing was drafted
 * @param plainSecondsPerToken of plain steps that were rehearsed in between, whose tokens nobody
 *     got; NaN where too few rounds were run for one
 */
public record SpeculationResult(
    Map<SweepPoint, Speculated> counts, double secondsPerToken, double plainSecondsPerToken) {

  /** Whether plain decoding would have been as fast, as far as was seen. */
  public boolean slower() {
    return secondsPerToken >= plainSecondsPerToken;
  }
}
