package dev.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.bundle.CostTable;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.TruncatedNormal;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoreProductsTest {
  @Test
  void areWhatAnIterationAddsToAModelsFlops() {
    Attention attention = new Attention(2, 2, 4, Attention.Bias.QUERY_KEY, Attention.QueryKeyNorm.NONE, new Rotary(Rotary.Pairs.INTERLEAVED, 1e4, new RotaryScaling.None()));
    CostTable costs =
        CostTable.of(
            new Network(
                8,
                100,
                64,
                1,
                2,
                3,
                2,
                new Block(Block.Norms.SANDWICH_AROUND_SUM, attention, 22),
                new Injection.LinearAdapter(new TruncatedNormal(0.1, 3, 1)),
 Network.Update.REPLACE,
                Set.of(),
 false,
                true,
                1e-6));
    // No visible keys: attention's own products depend on the context, not on the layers' weights.
    double iteration = costs.flopsPerToken(1, 0) - costs.flopsPerToken(0, 0);
    assertThat((double) new CoreProducts(8, 22, 3).flop(5)).isEqualTo(5 * iteration);
  }

  @Test
  void sizesMustBePositive() {
    assertThatThrownBy(() -> new CoreProducts(8, 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("intermediateSize must be at least 1, got 0");
  }
}
