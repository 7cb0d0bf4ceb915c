package dev.plumbline.runner.backend;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;

/**
 * Numbers outside the Java heap.
 *
 * @param numbers exactly these
 */
record HostFloats(FloatBuffer numbers) implements Floats {
  @Override
  public int size() {
    return numbers.capacity();
  }

  @Override
  public HostFloats slice(int from, int count) {
    return new HostFloats(numbers.slice(from, count));
  }

  @Override
  public void put(int at, float[] some) {
    numbers.put(at, some);
  }

  @Override
  public void get(int at, float[] into) {
    numbers.get(at, into);
  }

  @Override
  public void copy(
      int at, int stride, Floats from, int first, int fromStride, int pieces, int length) {
    FloatBuffer source = ((HostFloats) from).numbers;
    for (int piece = 0; piece < pieces; piece++) {
      numbers.put(at + piece * stride, source, first + piece * fromStride, length);
    }
  }

  @Override
  public Tensor tensor(long... shape) {
    try {
      return new HostTensor(OnnxTensor.createTensor(OnnxRuntime.environment(), numbers, shape));
    } catch (OrtException e) {
      throw Failures.of(e);
    }
  }
}
