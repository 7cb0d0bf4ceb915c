package dev.plumbline.results.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

  /** In the plane of (0.6, 0.8, 0) and (0, 0, -1) about (1, 2, 3), with variances 9 to 1. */
  private static final List<float[]> PLANE =
      IntStream.range(0, 100)
          .mapToObj(
              i -> {
                double a = 3 * Math.sqrt(2) * Math.cos(2 * Math.PI * i / 100);
                double b = Math.sqrt(2) * Math.sin(2 * Math.PI * i / 100);
                return new float[] {(float) (1 + 0.6 * a), (float) (2 + 0.8 * a), (float) (3 - b)};
              })
          .toList();

  private static List<float[]> random(int states, int channels) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);
    return IntStream.range(0, states)
        .mapToObj(
            s -> {
              float[] state = new float[channels];
              for (int i = 0; i < channels; i++) {
                state[i] = (float) ((random.nextDouble() - 0.5) * (i + 1) + 2);
              }
              return state;
            })
        .toList();
  }

  @Test
  void planeIsFoundWithItsVariances() {
    PrincipalComponents components = PrincipalComponents.fit(PLANE, 3);
    // No more than two: the third has no variance but rounding.
    assertThat(components.shares()).containsExactly(new double[] {0.9, 0.1}, within(1e-6));
    double[][] loadings = components.loadings();
    assertThat(loadings[0]).containsExactly(new double[] {0.6, 0.8, 0}, within(1e-5));
    assertThat(loadings[1]).containsExactly(new double[] {0, 0, 1}, within(1e-5));
    assertThat(components.of(new float[] {1, 2, 3}))
        .containsExactly(new double[] {0, 0}, within(1e-5));
    assertThat(components.of(new float[] {1.6f, 2.8f, 5}))
        .containsExactly(new double[] {1, 2}, within(1e-5));
  }

  @Test
  void componentsAreOrthonormalAndSharesDescend() {
    PrincipalComponents components = PrincipalComponents.fit(random(500, 40), 12);
    double[][] loadings = components.loadings();
    for (int a = 0; a < 12; a++) {
      for (int b = 0; b < 12; b++) {
        double product = 0;
        for (int i = 0; i < 40; i++) {
          product += loadings[a][i] * loadings[b][i];
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-9));
      }
    }
    double[] shares = components.shares();
    assertThat(Arrays.stream(shares).sum()).isLessThan(1);
    assertThat(IntStream.range(1, 12)).allMatch(i -> shares[i] <= shares[i - 1]);
    assertThat(Arrays.stream(PrincipalComponents.fit(random(500, 40), 40).shares()).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void productsOfStatesGiveWhatTheCovarianceGives() {
    List<float[]> states = random(60, 30);
    PrincipalComponents covariance = PrincipalComponents.byCovariance(states, 5);
    PrincipalComponents products = PrincipalComponents.byProducts(states, 5);
    assertThat(products.shares()).containsExactly(covariance.shares(), within(1e-10));
    for (int c = 0; c < 5; c++) {
      assertThat(products.loadings()[c]).containsExactly(covariance.loadings()[c], within(1e-8));
    }
  }

  @Test
  void moreChannelsThanStatesHaveNoMoreComponentsThanVary() {
    PrincipalComponents components = PrincipalComponents.fit(random(10, 2_000), 20);
    assertThat(components.shares()).hasSize(9);
    assertThat(Arrays.stream(components.shares()).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void statesThatDoNotVaryHaveNoComponents() {
    PrincipalComponents components = PrincipalComponents.fit(List.of(new float[] {1, 2}), 2);
    assertThat(components.shares()).isEmpty();
    assertThat(components.of(new float[] {1, 2})).isEmpty();
  }

  @Test
  void evenlyChosenStatesAreFitted() {
    List<float[]> states = random(10, 1);
    assertThat(PrincipalComponents.thinned(states, 5))
        .containsExactly(states.get(0), states.get(2), states.get(4), states.get(6), states.get(8));
    assertThat(PrincipalComponents.thinned(states, 10)).isSameAs(states);
  }

  @Test
  void manyWideStatesTakeSeconds() {
    List<float[]> states = random(16_384, 512);
    long start = System.nanoTime();
    PrincipalComponents.fit(states, 8);
    // Allows for a busy machine.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
  }
}
