package dev.plumbline.reports;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.results.published.BesideReference;
import java.util.List;
import java.util.SortedMap;

/**
 * A published curve in a picture of measured ones.
 *
 * @param label that marks it as published
 * @param id the measured curve that it lies under
 * @param fractions by r, from 0 to 1
 */
record PublishedLine(String label, CurveId id, SortedMap<Integer, Double> fractions) {

  /** Each once, though several runs may stand beside it. */
  static List<PublishedLine> of(List<BesideReference> beside) {
    return beside.stream()
        .flatMap(one -> one.pairs().stream())
        .map(
            pair ->
                new PublishedLine(
                    pair.label() + ": " + Curve.label(pair.curve().score()),
                    pair.curve(),
                    pair.published().fractions()))
        .distinct()
        .toList();
  }
}
