package dev.plumbline.runner.export.weights;

import dev.plumbline.runner.export.tensor.FloatData;
import java.nio.FloatBuffer;

/**
 * A matrix as <a
 * href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">MatMulNBits</a>
 * takes it: each 32 numbers of a row share a scale, the largest magnitude / 127, and are stored as
 * round(number / scale) + 128.
 */
public final class Int8Blocks {
  public static final int BLOCK = 32;
  public static final int BITS = 8;

  /**
   * Activations are rounded to int8, block by block of each row, and so batching changes nothing.
   */
  public static final int ACCURACY_LEVEL = 4;

  private static final int LARGEST_CODE = 127;

  /** What MatMulNBits takes for zero where it is not told. */
  private static final int ZERO_CODE = 128;

  private Int8Blocks() {}

  /** The name of a matrix's codes in weights.bin. */
  public static String codes(String matrix) {
    return matrix + ".int8";
  }

  /** The name of a matrix's scales in weights.bin. */
  public static String scales(String matrix) {
    return matrix + ".scales";
  }

  /** One number from 1 to 255 for each of the matrix. */
  static FloatData codes(FloatData matrix) {
    return sink ->
        matrix.forEachChunk(
            chunk -> {
              FloatBuffer codes = FloatBuffer.allocate(chunk.remaining());
              for (int block = 0; block < chunk.limit(); block += BLOCK) {
                float scale = scale(chunk, block);
                for (int i = block; i < block + BLOCK; i++) {
                  codes.put(scale == 0 ? ZERO_CODE : Math.round(chunk.get(i) / scale) + ZERO_CODE);
                }
              }
              sink.accept(codes.flip());
            });
  }

  /** One scale for each block. */
  static FloatData scales(FloatData matrix) {
    return sink ->
        matrix.forEachChunk(
            chunk -> {
              FloatBuffer scales = FloatBuffer.allocate(chunk.remaining() / BLOCK);
              for (int block = 0; block < chunk.limit(); block += BLOCK) {
                scales.put(scale(chunk, block));
              }
              sink.accept(scales.flip());
            });
  }

  private static float scale(FloatBuffer numbers, int block) {
    float largest = 0;
    for (int i = block; i < block + BLOCK; i++) {
      largest = Math.max(largest, Math.abs(numbers.get(i)));
    }
    return largest / LARGEST_CODE;
  }
}
