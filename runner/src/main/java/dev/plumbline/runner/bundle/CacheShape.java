package dev.plumbline.runner.bundle;

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

  /** Numbers that a layer's keys have for one token; its values have as many. */
  public int channels() {
    return heads * headDim;
  }

  /** Layers of the part that has most. */
  public int mostLayers() {
    return Math.max(preludeLayers, Math.max(coreLayers, codaLayers));
  }
}
