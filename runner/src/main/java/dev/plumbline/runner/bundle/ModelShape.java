package dev.plumbline.runner.bundle;

import dev.plumbline.runner.network.Limits;
import dev.plumbline.runner.network.Network;

/**
 * The sizes that whoever runs a model's graphs has to know, written by the exporter.
 *
 * @param width channels of the state
 * @param vocabSize columns of the logits, padding included
 * @param blockSize longest sequence that the graphs take
 * @param activationFloats numbers that a token takes while a part runs, beside its keys and values
 */
public record ModelShape(
    int width, int vocabSize, int blockSize, CacheShape caches, long activationFloats) {
  public ModelShape {
    Limits.within(1, 1 << 20, "width", width);
    Limits.within(1, 1 << 24, "vocab_size", vocabSize);
    Limits.within(1, 1 << 24, "block_size", blockSize);
    Limits.present("caches", caches);
    Limits.within(1, 1L << 40, "activation_floats", activationFloats);
  }

  /** The sizes of the graphs that compute a network. */
  public static ModelShape of(Network network) {
    long widest = Math.max(network.width(), network.block().attention().queryChannels());
    return new ModelShape(
        network.width(),
        network.vocabSize(),
        network.blockSize(),
        CacheShape.of(network),
        12 * widest + 4L * network.block().intermediateSize() + 2L * network.vocabSize());
  }
}
