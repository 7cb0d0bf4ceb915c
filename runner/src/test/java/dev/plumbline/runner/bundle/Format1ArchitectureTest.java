package dev.plumbline.runner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Format1Architecture.StateInit;
import org.junit.jupiter.api.Test;

class Format1ArchitectureTest {
  private static final StateInit INIT = new StateInit("truncated_normal", 0.1, 3, 1);

  private static Format1Architecture huginn(
      int nHeads, int headDim, int coreLayers, double normEps) {
    return new Format1Architecture(
        5280,
        nHeads,
        headDim,
        17920,
        65536,
        4096,
        2,
        coreLayers,
        2,
        normEps,
        50_000,
        true,
        true,
        72.66,
        INIT,
        32);
  }

  /**
   * Table 1 of arXiv 2502.05171: 1.5 B in prelude and coda, 1.5 B in the core, 0.5 B embeddings.
   */
  @Test
  void huginnHasThePublishedSize() {
    Format1Architecture huginn = huginn(55, 96, 4, 1e-6);
    assertThat(huginn.network().parameters() / 1e9).isCloseTo(3.5, within(0.1));
  }

  @Test
  void flopsPerTokenGrowByACoreAndTheAdaptersStatePerIteration() {
    Format1Architecture a =
        new Format1Architecture(4, 2, 2, 6, 10, 8, 1, 2, 3, 1e-6, 1e4, false, false, 2, INIT, 4);
    // A layer: (3*4*4 + 4*4 + 12*4 + 4*6) weights, twice; 5 keys in scores and in values, twice.
    double layer = 2 * (48 + 16 + 48 + 24) + 2 * (4 * 5) + 2 * (4 * 5);
    // The adapter's 8 inputs are the state's 4, in each iteration, and the embedding's 4, once.
    double adapter = 2 * (4 * 4);
    double head = 2 * (4 * 10);
    CostTable costs = CostTable.of(a.network());
    assertThat(costs.flopsPerToken(0, 5)).isEqualTo(4 * layer + adapter + head);
    assertThat(costs.flopsPerToken(7, 5)).isEqualTo(18 * layer + (7 + 1) * adapter + head);
  }

  @Test
  void headsThatDoNotFillTheWidthAreRefused() {
    assertThatThrownBy(() -> huginn(55, 95, 4, 1e-6))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "n_embd must be n_heads times an even head_dim, got n_embd 5280, n_heads 55, head_dim"
                + " 95");
  }

  @Test
  void coreWithoutLayersIsRefused() {
    assertThatThrownBy(() -> huginn(55, 96, 0, 1e-6))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("core_layers must be at least 1, got 0");
  }

  @Test
  void constantsMustBePositiveAndFinite() {
    assertThatThrownBy(() -> huginn(55, 96, 4, Double.NaN))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("norm_eps must be positive and finite, got NaN");
    assertThatThrownBy(() -> new StateInit("uniform", 1, 3, 1))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("state_init.distribution must be 'truncated_normal', got 'uniform'");
  }
}
