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
  String LABEL = PointLabel.PATTERN;

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
    public String variant() {
      return "";
    }

    @Override
    public <R> R match(
        Function<Fixed, R> fixed,
        Function<Expected, R> expected,
        Function<Adaptive, R> adaptive,
        Function<Contrasted, R> contrasted) {
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
      return PointLabel.expected(iterations);
    }

    @Override
    public String variant() {
      return "expected";
    }

    @Override
    public <R> R match(
        Function<Fixed, R> fixed,
        Function<Expected, R> expected,
        Function<Adaptive, R> adaptive,
        Function<Contrasted, R> contrasted) {
      return expected.apply(this);
    }
  }

  /**
   * Each token leaves the core on its own, or reads fewer of the earlier tokens' keys and values,
   * or starts from the state where the token before it ended.
   *
   * @param iterations at most
   * @param warmStart whether a generated or scored token's state starts from its predecessor's last
   *     (arXiv 2502.05171, section 6.3); a prompt starts as ever
   */
  record Adaptive(int iterations, Exit exit, KeyLookup lookup, boolean warmStart)
      implements SweepPoint {
    public Adaptive {
      requireFromOne(iterations);
      if (exit.equals(Exit.NONE) && !lookup.matters() && !warmStart) {
        throw new PlumblineException(
            "where all tokens run all iterations, %s is what %d says alone"
                .formatted(lookup.label(), iterations));
      }
    }

    @Override
    public String label() {
      return PointLabel.adaptive(iterations, exit, lookup, warmStart);
    }

    @Override
    public String variant() {
      return PointLabel.variant(exit, lookup, warmStart);
    }

    @Override
    public <R> R match(
        Function<Fixed, R> fixed,
        Function<Expected, R> expected,
        Function<Adaptive, R> adaptive,
        Function<Contrasted, R> contrasted) {
      return adaptive.apply(this);
    }
  }

  /**
   * The core runs r times, and the logits are z_r + w (z_r - z_b), z_b being those after b
   * iterations: what depth adds, taken further.
   *
   * @param shallow b, below r
   * @param weight w, above 0
   */
  record Contrasted(int iterations, int shallow, double weight) implements SweepPoint {
    public Contrasted {
      requireFromOne(shallow);
      if (shallow >= iterations) {
        throw new PlumblineException(
            "a depth of %d cannot be contrasted with %d, which is no shallower"
                .formatted(iterations, shallow));
      }
      if (!(weight > 0 && weight <= 1000)) {
        throw new PlumblineException(
            "a contrast's weight must be above 0 and at most 1000, got " + weight);
      }
    }

    @Override
    public String label() {
      return PointLabel.contrasted(iterations, shallow, weight);
    }

    @Override
    public String variant() {
      return "contrast:" + shallow;
    }

    @Override
    public <R> R match(
        Function<Fixed, R> fixed,
        Function<Expected, R> expected,
        Function<Adaptive, R> adaptive,
        Function<Contrasted, R> contrasted) {
      return contrasted.apply(this);
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
   * Reads a {@link #label}, such as {@code 4}, {@code 4-expected} or {@code 32-kl:0.001}.
   *
   * @throws PlumblineException if it is none
   */
  static SweepPoint parse(String label) {
    PointLabel parts = PointLabel.parse(label);
    int r = parts.iterations();
    if (parts.expected()) {
      return expected(r);
    }
    if (parts.shallow() > 0) {
      return new Contrasted(r, parts.shallow(), parts.weight());
    }
    return parts.isUniform()
        ? fixed(r)
        : new Adaptive(r, parts.exit(), parts.lookup(), parts.warmStart());
  }

  /** How often the core runs at most. */
  int iterations();

  /**
   * What points of one line have in common besides r, a threshold, a weight or a budget; empty for
   * a fixed r.
   */
  String variant();

  /** Of how many iterations a token's keys and values are kept. */
  default int keptIterations() {
    return match(
        Fixed::iterations,
        Expected::iterations,
        adaptive -> adaptive.lookup().kept(adaptive.iterations()),
        Contrasted::iterations);
  }

  /** As options, thresholds, files and tables name it; for a fixed r the number. */
  String label();

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(
      Function<Fixed, R> fixed,
      Function<Expected, R> expected,
      Function<Adaptive, R> adaptive,
      Function<Contrasted, R> contrasted);

  /** Whether all tokens run all iterations, and see the keys and values of each. */
  default boolean isUniform() {
    return match(fixed -> true, expected -> true, adaptive -> false, contrasted -> false);
  }

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
