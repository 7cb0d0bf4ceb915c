package dev.plumbline.runner.bundle;

import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Limits;
import dev.plumbline.runner.network.Network;

/**
 * Keys and values that a model's graphs take and give.
 *
 * @param preludeLayers layers of the prelude that attend
 * @param coreLayers layers of the core that attend, once per iteration
 * @param codaLayers layers of the coda that attend
 * @param heads key and value heads
 * @param headDim channels of a head
 */
public record CacheShape(
    int preludeLayers, int coreLayers, int codaLayers, int heads, int headDim) {
  public CacheShape {
    Limits.within(0, 1 << 12, "prelude_layers", preludeLayers);
    Limits.within(0, 1 << 12, "core_layers", coreLayers);
    Limits.within(0, 1 << 12, "coda_layers", codaLayers);
    Limits.within(1, 1 << 16, "heads", heads);
    Limits.within(1, (1 << 20) / heads, "head_dim", headDim);
  }

  static CacheShape of(Network network) {
    Attention attention = network.block().attention();
    return new CacheShape(
        network.preludeBlocks(),
        network.coreBlocks(),
        network.codaBlocks(),
        attention.keyValueHeads(),
        attention.headDim());
  }

  /** Numbers that a layer's keys have for one token; its values have as many. */
  public int channels() {
    return heads * headDim;
  }

  /** Keys and values that a layer keeps of a token. */
  public long bytesPerLayer() {
    return 2L * channels() * Float.BYTES;
  }

  /** Keys and values that a token leaves in prelude and coda. */
  public long bytesOnce() {
    return bytesPerLayer() * (preludeLayers + codaLayers);
  }

  /** Keys and values that a token leaves in each iteration of the core. */
  public long bytesPerIteration() {
    return bytesPerLayer() * coreLayers;
  }

  /** Layers of the part that has most. */
  public int mostLayers() {
    return Math.max(preludeLayers, Math.max(coreLayers, codaLayers));
  }
}
