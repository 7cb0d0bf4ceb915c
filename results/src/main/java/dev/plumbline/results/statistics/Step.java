package dev.plumbline.results.statistics;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Interval;
import java.util.Optional;

/**
 * From one r of a sweep to the next.
 *
 * @param difference of the same documents' scores
 * @param holm the difference's p value, corrected for every step that is reported with it
 * @param gainPerDoubling the difference over how often r doubles in the step
 * @param gainInterval 95 %, the difference's on the same scale; absent where that is
 */
public record Step(
    SweepPoint from,
    SweepPoint to,
    PairedDifference difference,
    double holm,
    double gainPerDoubling,
    Optional<Interval> gainInterval) {

  static Step of(SweepPoint from, SweepPoint to, PairedDifference difference, double holm) {
    double doublings = Area.doublings(from, to);
    return new Step(
        from,
        to,
        difference,
        holm,
        difference.difference() / doublings,
        difference.interval().map(i -> new Interval(i.low() / doublings, i.high() / doublings)));
  }
}
