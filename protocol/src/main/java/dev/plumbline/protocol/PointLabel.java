package dev.plumbline.protocol;

/**
 * The parts of a point's label: {@code 4-expected} is an r and a readout.
 *
 * @param iterations as written, perhaps no number
 */
record PointLabel(String iterations, Readout readout) {
  /** What follows r where the readout is not the last iteration. */
  static final String EXPECTED = "-expected";

  static PointLabel of(String label) {
    return label.endsWith(EXPECTED)
        ? new PointLabel(label.substring(0, label.length() - EXPECTED.length()), Readout.EXPECTED)
        : new PointLabel(label, Readout.LAST);
  }
}
