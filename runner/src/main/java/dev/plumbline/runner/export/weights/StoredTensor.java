package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.export.tensor.FloatFormat;
import java.util.List;

/**
 * A tensor's place in weights.bin.
 *
 * @param shape as the graphs use it
 * @param offset of its first byte
 * @param bytes its length
 */
public record StoredTensor(
    String name, FloatFormat format, List<Long> shape, long offset, long bytes) {}
