package dev.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Architecture.StateInit;
import org.junit.jupiter.api.Test;

class CoreProductsTest {
  private static final StateInit INIT = new StateInit("truncated_normal", 0.1, 3, 1);

  @Test
  void areWhatAnIterationAddsToAModelsFlops() {
    Architecture model =
        new Architecture(8, 2, 4, 22, 100, 64, 2, 3, 2, 1e-6, 1e4, true, true, 1, INIT, 4);
    // No visible keys: attention's own products depend on the context, not on the layers' weights.
    double iteration = model.costs().flopsPerToken(1, 0) - model.costs().flopsPerToken(0, 0);
    assertThat((double) new CoreProducts(8, 22, 3).flop(5)).isEqualTo(5 * iteration);
  }

  @Test
  void sizesMustBePositive() {
    assertThatThrownBy(() -> new CoreProducts(8, 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("intermediateSize must be at least 1, got 0");
  }
}
