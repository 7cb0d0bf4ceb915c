package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import java.util.List;
import java.util.stream.Collectors;

/** A rule on what the run does not have: a misspelt gate must not pass. */
final class NoSuchPoint {
  static PlumblineException of(Object rule, List<CurvePoint> curves) {
    return new PlumblineException(
        rule
            + ": the run has no such point; it has "
            + (curves.isEmpty()
                ? "none"
                : curves.stream().map(CurvePoint::name).collect(Collectors.joining(", "))));
  }

  private NoSuchPoint() {}
}
