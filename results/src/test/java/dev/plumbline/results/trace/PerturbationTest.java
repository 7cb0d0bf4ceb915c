package dev.plumbline.results.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Exponents of maps for which they are known. */
class PerturbationTest {

  private static Perturbation run(
      float[] first, int steps, double size, UnaryOperator<float[]> map) {
    Perturbation perturbation = new Perturbation(first.length, size, 1);
    float[] base = first;
    for (int t = 0; t < steps; t++) {
      float[] perturbed = map.apply(perturbation.beside(base));
      base = map.apply(base);
      perturbation.advanced(base, perturbed);
    }
    return perturbation;
  }

  @Test
  void spectralRadiusOfALinearMapIsFound() {
    // Eigenvalues 0.9, 0.5 and 0.2, upper triangular; at its fixed point, which is 0 moved by 1.
    Perturbation perturbation =
        run(
            new float[] {1, 1, 1},
            60,
            1e-3,
            s -> {
              float x = s[0] - 1;
              float y = s[1] - 1;
              float z = s[2] - 1;
              return new float[] {1 + 0.9f * x + 3 * y - z, 1 + 0.5f * y + 2 * z, 1 + 0.2f * z};
            });
    assertThat(Math.exp(perturbation.exponent(30))).isCloseTo(0.9, within(1e-4));
  }

  @Test
  void spectralRadiusOfAComplexPairIsFound() {
    // Turns by 2 pi / 6 and shrinks to 0.8, seen askew, so that growth goes up and down.
    double c = 0.8 * Math.cos(Math.PI / 3);
    double s = 0.8 * Math.sin(Math.PI / 3);
    Perturbation perturbation =
        run(
            new float[] {1, 1},
            60,
            1e-3,
            x ->
                new float[] {
                  (float) (1 + c * (x[0] - 1) - 4 * s * (x[1] - 1)),
                  (float) (1 + s / 4 * (x[0] - 1) + c * (x[1] - 1))
                });
    assertThat(Math.exp(perturbation.exponent(30))).isCloseTo(0.8, within(1e-3));
    assertThat(perturbation.logGrowths().stream().mapToDouble(g -> g).max().orElseThrow())
        .isGreaterThan(0);
  }

  /**
   * The log growth has the standard deviation pi / sqrt(12) = 0.9, so that the mean of 20,000, of
   * which neighbours vary against each other, is surely within 4 * 0.9 / sqrt(20,000) = 0.026.
   * Starts are drawn from the map's own distribution, since in float32 it soon ends at 0.
   */
  @Test
  void logisticMapDoublesErrors() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);
    double mean = 0;
    for (int start = 0; start < 400; start++) {
      double x = Math.pow(Math.sin(Math.PI / 2 * random.nextDouble()), 2);
      mean +=
          run(new float[] {(float) x}, 50, 1e-3, s -> new float[] {4 * s[0] * (1 - s[0])})
                  .exponent()
              / 400;
    }
    assertThat(mean).isCloseTo(Math.log(2), within(0.026));
  }

  @Test
  void henonMapHasItsPublishedExponent() {
    // 0.419 (Wolf, Swift, Swinney and Vastano 1985, Physica D 16, 285), in natural units.
    Perturbation perturbation =
        run(
            new float[] {0.1f, 0.1f},
            20_000,
            1e-4,
            s -> new float[] {(float) (1 - 1.4 * s[0] * s[0] + s[1]), 0.3f * s[0]});
    assertThat(perturbation.exponent()).isCloseTo(0.419, within(0.02));
  }

  @Test
  void pushIsAsLargeAsSaidAndOfThatSizeFromZero() {
    float[] base = new float[100];
    Perturbation perturbation = new Perturbation(100, 1e-3, 1);
    assertThat(Vectors.norm(perturbation.beside(base))).isCloseTo(1e-3, within(1e-9));
    base[0] = 10;
    assertThat(Vectors.distance(perturbation.beside(base), base)).isCloseTo(1e-2, within(1e-6));
  }

  @Test
  void sameStateIsMinusInfinityAndTheDirectionStays() {
    Perturbation perturbation = new Perturbation(2, 1e-3, 1);
    float[] base = {1, 2};
    float[] before = perturbation.beside(base);
    perturbation.advanced(base, base.clone());
    assertThat(perturbation.exponent()).isEqualTo(Double.NEGATIVE_INFINITY);
    float[] after = perturbation.beside(base);
    assertThat(after).containsExactly(before);
    perturbation.advanced(base, after);
    assertThat(perturbation.exponent(1)).isCloseTo(0, within(1e-12));
  }

  @Test
  void wrongUseIsRefused() {
    assertThatThrownBy(() -> new Perturbation(2, 1e-8, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Perturbation(1, 1e-3, 1).advanced(new float[1], new float[1]))
        .isInstanceOf(IllegalStateException.class);
    assertThat(new Perturbation(1, 1e-3, 1).exponent()).isNaN();
  }
}
