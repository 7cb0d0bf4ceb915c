package dev.plumbline.protocol;

import java.util.Comparator;
import java.util.function.Function;

/**
 * One setting of a sweep: how much compute the model may spend on an answer. Points sort by how
 * often the core runs at most, then by their labels.
 */
public sealed interface SweepPoint extends Comparable<SweepPoint> {
  /**
   * No published model of this kind was run deeper; a larger number is taken for a typing error.
   */
  int MOST_ITERATIONS = 1024;

  /** The core runs r times for every token. */
  record Fixed(int iterations) implements SweepPoint {
    public Fixed {
      if (iterations < 1 || iterations > MOST_ITERATIONS) {
        throw new PlumblineException(
            "iterations must lie between 1 and %d, got %d".formatted(MOST_ITERATIONS, iterations));
      }
    }

    @Override
    public String label() {
      return Integer.toString(iterations);
    }

    @Override
    public <R> R match(Function<Fixed, R> fixed) {
      return fixed.apply(this);
    }
  }

  static SweepPoint fixed(int iterations) {
    return new Fixed(iterations);
  }

  /** How often the core runs at most. */
  int iterations();

  /** As options, thresholds and tables name it; for a fixed r the number. */
  String label();

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Fixed, R> fixed);

  @Override
  default int compareTo(SweepPoint other) {
    return Comparator.comparingInt(SweepPoint::iterations)
        .thenComparing(SweepPoint::label)
        .compare(this, other);
  }
}
