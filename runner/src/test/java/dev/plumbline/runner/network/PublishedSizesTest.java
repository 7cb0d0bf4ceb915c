package dev.plumbline.runner.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runner.bundle.CostTable;
import dev.plumbline.runner.network.Attention.Bias;
import dev.plumbline.runner.network.Attention.QueryKeyNorm;
import dev.plumbline.runner.network.Block.Norms;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Network.Update;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The numbers of parameters that models were published with. */
class PublishedSizesTest {
  private static Attention heads(int heads, int keyValueHeads, int headDim) {
    return heads(heads, keyValueHeads, headDim, Bias.NONE, QueryKeyNorm.NONE);
  }

  private static Attention heads(
      int heads, int keyValueHeads, int headDim, Bias bias, QueryKeyNorm norm) {
    Rotary rotary = new Rotary(Rotary.Pairs.HALF_SPLIT, 10_000, new RotaryScaling.None());
    return new Attention(heads, keyValueHeads, headDim, bias, norm, rotary);
  }

  private static Network network(
      int width, int vocabulary, int layers, Block block, boolean tied, boolean ouro) {
    return new Network(
        width,
        vocabulary,
        2048,
        1,
        0,
        layers,
        0,
        block,
        new Injection.None(),
        ouro ? Update.REPLACE : Update.ONCE,
        Set.of(ouro ? FinalNorm.AFTER_ITERATION : FinalNorm.BEFORE_HEAD),
        ouro,
        tied,
        1e-6);
  }

  private static Network ouro(int layers) {
    Block block = new Block(Norms.SANDWICH_AROUND_BRANCH, heads(16, 16, 128), 5632);
    return network(2048, 49152, layers, block, false, true);
  }

  @Test
  void ouro() {
    assertThat(ouro(24).parameters()).isEqualTo(1_434_652_673);
    assertThat(ouro(48).parameters()).isEqualTo(2_667_974_657L);
  }

  @Test
  void ordinaryModels() {
    Block llama = new Block(Norms.PRE, heads(32, 8, 64), 8192);
    assertThat(network(2048, 128256, 16, llama, true, false).parameters())
        .as("Llama-3.2-1B")
        .isEqualTo(1_235_814_400);
    Block smol = new Block(Norms.PRE, heads(9, 3, 64), 1536);
    assertThat(network(576, 49152, 30, smol, true, false).parameters())
        .as("SmolLM2-135M")
        .isEqualTo(134_515_008);
    Attention biased = heads(14, 2, 64, Bias.QUERY_KEY_VALUE, QueryKeyNorm.NONE);
    assertThat(
            network(896, 151936, 24, new Block(Norms.PRE, biased, 4864), true, false).parameters())
        .as("Qwen2.5-0.5B")
        .isEqualTo(494_032_768);
    Attention perHead = heads(16, 8, 128, Bias.NONE, QueryKeyNorm.PER_HEAD);
    assertThat(
            network(1024, 151936, 28, new Block(Norms.PRE, perHead, 3072), true, false)
                .parameters())
        .as("Qwen3-0.6B")
        .isEqualTo(596_049_920);
    Attention fullWidth = heads(16, 16, 128, Bias.NONE, QueryKeyNorm.FULL_WIDTH);
    Block olmo = new Block(Norms.AFTER_BRANCH, fullWidth, 8192);
    assertThat(network(2048, 100352, 16, olmo, false, false).parameters())
        .as("OLMo-2-0425-1B")
        .isEqualTo(1_484_916_736);
  }

  /** As its file has it, with the tied head a second time. */
  @Test
  void retrofittedLlama() {
    Network llama =
        network(2048, 128256, 14, new Block(Norms.PRE, heads(32, 8, 64), 8192), false, false);
    Network retrofitted =
        new Network(
            2048,
            128256,
            2048,
            1,
            4,
            6,
            4,
            llama.block(),
            new Injection.LinearAdapter(new TruncatedNormal(1, 3, 1)),
            Update.REPLACE,
            Set.of(FinalNorm.BEFORE_HEAD),
            false,
            false,
            1e-5);
    assertThat(retrofitted.parameters()).isEqualTo(1_385_228_288);
  }

  /** 24 layers of 4 E E + 3 E I, and the gate of E, in each of four loops; the head once. */
  @Test
  void ouroCostsItsLayersAndItsGateInEachLoop() {
    double layers = 24 * (4.0 * 2048 * 2048 + 3.0 * 2048 * 5632);
    double keys = 24 * 2.0 * 2048;
    double expected = 2 * (4 * (layers + 100 * keys + 2048) + 2048.0 * 49152);
    assertThat(CostTable.of(ouro(24)).flopsPerToken(4, 100)).isEqualTo(expected);
  }
}
