package dev.plumbline.results.paths;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import java.util.List;
import java.util.Optional;

/**
 * A score at a point of the sweep, over runs.
 *
 * @param starts name of the group
 * @param runs those of it that have the score
 * @param score its mean over documents, in each of those runs
 * @param agreement of the answers; absent for one run
 */
public record PathPoint(
    CurveId curve,
    SweepPoint point,
    String starts,
    List<PathRun> runs,
    Spread score,
    Optional<Agreement> agreement) {
  public PathPoint {
    runs = List.copyOf(runs);
  }
}
