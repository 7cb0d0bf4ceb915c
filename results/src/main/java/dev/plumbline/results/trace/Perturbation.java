package dev.plumbline.results.trace;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How a small push grows: the finite-time largest Lyapunov exponent by two states that run side by
 * side, the second one set back beside the first after each iteration (Benettin, Galgani and
 * Strelcyn 1976, Physical Review A 14, 2338). Each iteration:
 *
 * <pre>{@code
 * float[] perturbed = perturbation.beside(base);
 * // one iteration of both, in one batch or one after the other
 * perturbation.advanced(base, perturbed);
 * }</pre>
 *
 * <p>Where the base is a fixed point, the direction becomes that which grows most, and the exponent
 * over the later iterations is the log of the Jacobian's spectral radius. A complex pair of
 * eigenvalues turns the direction, so that growth goes up and down around that.
 *
 * <p>Forward differences err by the map's curvature, in proportion to the relative size, and by
 * rounding, in proportion to 1 over it: the 6e-8 of float32, and what the map's own arithmetic
 * adds, against a relative size of 1e-3 are about 1e-4 of a growth near 1. A growth that is as
 * small as rounding over relative size is that of rounding errors.
 */
public final class Perturbation {
  /** Below it, a float32 state plus the push may be the state itself. */
  private static final double SMALLEST = 1e-6;

  private final double relativeSize;

  /** Of length 1. */
  private double[] direction;

  /** The distance that rounding left between the base and the state beside it; NaN before both. */
  private double size = Double.NaN;

  private final List<Double> logGrowths = new ArrayList<>();

  /**
   * Draws a first direction, evenly over all.
   *
   * @param length numbers in a state
   * @param relativeSize of the push to the state, at least 1e-6; 1e-3 suits float32
   */
  public Perturbation(int length, double relativeSize, long seed) {
    if (!(relativeSize >= SMALLEST)) {
      throw new IllegalArgumentException(
          "A push of %s of the state is lost in float32".formatted(relativeSize));
    }
    this.relativeSize = relativeSize;
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[] normal = NormalDistribution.of(0, 1).createSampler(random).samples(length).toArray();
    this.direction = scaled(normal, 1 / norm(normal));
  }

  /**
   * The state to run beside the base: relativeSize times its norm away, or relativeSize from a base
   * of zeros.
   */
  public float[] beside(float[] base) {
    double norm = Vectors.norm(base);
    double distance = relativeSize * (norm == 0 ? 1 : norm);
    float[] perturbed = new float[base.length];
    for (int i = 0; i < base.length; i++) {
      perturbed[i] = (float) (base[i] + distance * direction[i]);
    }
    // What rounding made of the distance, so that growth is relative to the push that was given.
    size = Vectors.distance(base, perturbed);
    return perturbed;
  }

  /**
   * Takes both states after one more iteration: how far they are apart, and which way, which is the
   * next direction. Where they have become the same one, growth is minus infinity, as are the means
   * over it; the direction stays as it was, so that later growths can still be told.
   */
  public void advanced(float[] base, float[] perturbed) {
    if (Double.isNaN(size)) {
      throw new IllegalStateException("No state was set beside the base");
    }
    double[] difference = new double[base.length];
    for (int i = 0; i < base.length; i++) {
      difference[i] = (double) perturbed[i] - base[i];
    }
    double distance = norm(difference);
    logGrowths.add(Math.log(distance / size));
    if (distance > 0) {
      direction = scaled(difference, 1 / distance);
    }
    size = Double.NaN;
  }

  /** Natural log of the growth in each iteration so far. */
  public List<Double> logGrowths() {
    return List.copyOf(logGrowths);
  }

  /** Mean log growth per iteration; NaN before the first. */
  public double exponent() {
    return exponent(logGrowths.size());
  }

  /**
   * Mean log growth over the last iterations, once the direction no longer depends on the first
   * one.
   *
   * @param last how many; all, where there are fewer
   */
  public double exponent(int last) {
    int size = logGrowths.size();
    return logGrowths.subList(Math.max(0, size - last), size).stream()
        .mapToDouble(growth -> growth)
        .average()
        .orElse(Double.NaN);
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double v : vector) {
      squares += v * v;
    }
    return Math.sqrt(squares);
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] scaled = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = vector[i] * factor;
    }
    return scaled;
  }
}
