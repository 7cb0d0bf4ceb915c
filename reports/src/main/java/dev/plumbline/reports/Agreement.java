package dev.plumbline.reports;

import dev.plumbline.protocol.CurveId;

/** How scores that say the same as another are told of, in its place. */
final class Agreement {

  /** Beside the task and the other. */
  static String sentence(CurveId curve, CurveId shown) {
    return curve.task()
        + ": "
        + Curve.label(curve.score())
        + " agrees with "
        + Curve.label(shown.score())
        + " everywhere";
  }

  /** Beneath the other: what is different about the name. */
  static String note(CurveId curve, CurveId shown) {
    return (curve.score().metric().equals(shown.score().metric())
            ? curve.score().filter()
            : Curve.label(curve.score()))
        + " agrees everywhere";
  }

  private Agreement() {}
}
