package dev.plumbline.results;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import java.util.List;
import java.util.OptionalDouble;

/** Makes scores of documents' items, as the Python functions of tasks do. */
@FunctionalInterface
public interface FunctionScores {
  /** Where no task has such a score. */
  FunctionScores NONE =
      (curve, point, items) -> {
        throw new IllegalStateException("no function makes " + curve.at(point));
      };

  /**
   * The score.
   *
   * @param items of the documents in their order, each a line of JSON; at least one
   * @return absent where the function gave none, so that the curve has no such point
   */
  OptionalDouble of(CurveId curve, SweepPoint point, List<String> items);
}
