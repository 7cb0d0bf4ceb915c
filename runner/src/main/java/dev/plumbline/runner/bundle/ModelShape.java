package dev.plumbline.runner.bundle;

/**
 * The sizes that whoever runs a model's graphs has to know, written by the exporter.
 *
 * @param width channels of the state
 * @param vocabSize columns of the logits, padding included
 * @param blockSize longest sequence that the graphs take
 * @param activationFloats numbers that a token takes while a part runs, beside its keys and values
 */
public record ModelShape(
    int width, int vocabSize, int blockSize, CacheShape caches, long activationFloats) {}
