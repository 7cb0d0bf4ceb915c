package dev.plumbline.results.paths;

import dev.plumbline.results.Interval;
import java.util.Locale;

/** What is made of two states of one prompt. */
public enum LatentMeasure {
  /** {@code |a - b| / ((|a| + |b|) / 2)}, mean over pairs of runs; 0 for two states of zeros. */
  DISTANCE(0, 2) {
    @Override
    public double of(float[] a, float[] b) {
      double mean = (Math.sqrt(product(a, a)) + Math.sqrt(product(b, b))) / 2;
      double squares = 0;
      for (int i = 0; i < a.length; i++) {
        squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      }
      return squares == 0 ? 0 : Math.sqrt(squares) / mean;
    }
  },

  /**
   * The cosine of where two random starts end, mean over pairs of seeds: alignment where the state
   * begins again as noise.
   */
  ALIGNMENT_FROM_NOISE(-1, 1) {
    @Override
    public double of(float[] a, float[] b) {
      return cosine(a, b);
    }
  },

  /**
   * The cosine of where a prompt ends from its own start and from where another prompt has ended:
   * the asymptotic alignment score (arXiv 2211.09961, algorithm 1).
   */
  ALIGNMENT_FROM_ANOTHER(-1, 1) {
    @Override
    public double of(float[] a, float[] b) {
      return cosine(a, b);
    }
  };

  private final double least;
  private final double greatest;

  LatentMeasure(double least, double greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /** The part of an interval where this measure's values are. */
  Interval within(Interval interval) {
    return new Interval(Math.max(least, interval.low()), Math.min(greatest, interval.high()));
  }

  /** NaN where a cosine has a state of zeros. */
  public abstract double of(float[] a, float[] b);

  /** As files name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double cosine(float[] a, float[] b) {
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
