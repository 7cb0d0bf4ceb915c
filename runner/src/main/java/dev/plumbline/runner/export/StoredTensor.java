package dev.plumbline.runner.export;

import java.util.List;

/**
 * A tensor's place in weights.bin.
 *
 * @param shape as the graphs use it
 * @param offset of its first byte
 * @param bytes its length
 */
record StoredTensor(String name, FloatFormat format, List<Long> shape, long offset, long bytes) {}
