package dev.plumbline.protocol;

import java.util.function.Function;

/**
 * One setting of a sweep: how much compute the model may spend on an answer. Points sort by how
 * often the core runs at most, then by their labels.
 */
public sealed interface SweepPoint extends Comparable<SweepPoint> {
  /**
   * No published model of this kind was run deeper; where a sweep asks for more, it is taken for a
   * typing error.
   */
  int MOST_ITERATIONS = 1024;

  /** The core runs r times for every token. */
  record Fixed(int iterations) implements SweepPoint {
    public Fixed {
      if (iterations < 1) {
        throw new PlumblineException("iterations count from 1, got " + iterations);
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
    int order = Integer.compare(iterations(), other.iterations());
    return order != 0 ? order : label().compareTo(other.label());
  }
}
