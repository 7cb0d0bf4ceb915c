package dev.plumbline.protocol;

import java.util.function.Function;

/**
 * One setting of a sweep: how much compute the model may spend on an answer, and what the answer is
 * read from. Points sort by how often the core runs at most, then by their labels.
 */
public sealed interface SweepPoint extends Comparable<SweepPoint> {
  /**
   * No published model of this kind was run deeper; where a sweep asks for more, it is taken for a
   * typing error.
   */
  int MOST_ITERATIONS = 1024;

  /** What {@link #parse} reads, as a regular expression. */
  String LABEL = "[1-9][0-9]{0,8}(" + PointLabel.EXPECTED + ")?";

  /** The core runs r times for every token, and the last time is read. */
  record Fixed(int iterations) implements SweepPoint {
    public Fixed {
      requireFromOne(iterations);
    }

    @Override
    public String label() {
      return Integer.toString(iterations);
    }

    @Override
    public Readout readout() {
      return Readout.LAST;
    }

    @Override
    public <R> R match(Function<Fixed, R> fixed, Function<Expected, R> expected) {
      return fixed.apply(this);
    }
  }

  /**
   * The core runs r times for every token, and the logits are the mean of those after loops 1 to r,
   * weighted by the exit gate's probabilities; the last loop takes what the gate left (Ouro, arXiv
   * 2510.25741, section 3).
   */
  record Expected(int iterations) implements SweepPoint {
    public Expected {
      requireFromOne(iterations);
    }

    @Override
    public String label() {
      return iterations + PointLabel.EXPECTED;
    }

    @Override
    public Readout readout() {
      return Readout.EXPECTED;
    }

    @Override
    public <R> R match(Function<Fixed, R> fixed, Function<Expected, R> expected) {
      return expected.apply(this);
    }
  }

  static SweepPoint fixed(int iterations) {
    return new Fixed(iterations);
  }

  static SweepPoint expected(int iterations) {
    return new Expected(iterations);
  }

  static SweepPoint of(Readout readout, int iterations) {
    return switch (readout) {
      case LAST -> fixed(iterations);
      case EXPECTED -> expected(iterations);
    };
  }

  /**
   * Reads a {@link #label}, such as {@code 4} or {@code 4-expected}.
   *
   * @throws PlumblineException if it is none
   */
  static SweepPoint parse(String label) {
    if (!label.matches(LABEL)) {
      throw new PlumblineException(
          "'%s' is no point of a sweep; write a number of iterations, such as 4, or 4-expected"
              .formatted(label));
    }
    PointLabel parts = PointLabel.of(label);
    return of(parts.readout(), Integer.parseInt(parts.iterations()));
  }

  /** How often the core runs at most. */
  int iterations();

  /** What the answer is read from; a curve is over points of one readout. */
  Readout readout();

  /** As options, thresholds, files and tables name it; for a fixed r the number. */
  String label();

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Fixed, R> fixed, Function<Expected, R> expected);

  @Override
  default int compareTo(SweepPoint other) {
    int order = Integer.compare(iterations(), other.iterations());
    return order != 0 ? order : label().compareTo(other.label());
  }

  private static void requireFromOne(int iterations) {
    if (iterations < 1) {
      throw new PlumblineException("iterations count from 1, got " + iterations);
    }
  }
}
