package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;

/**
 * One vector for each token of a call, [tokens, channels], in memory that calls write to.
 *
 * @param numbers exactly these
 */
record HiddenState(FloatBuffer numbers, int channels) {

  static HiddenState of(Arena.Frame memory, int tokens, int channels) {
    return new HiddenState(memory.floats((long) tokens * channels), channels);
  }

  int tokens() {
    return numbers.capacity() / channels;
  }

  /** The tokens {@code from} to before {@code to}, not copied. */
  HiddenState slice(int from, int to) {
    return new HiddenState(numbers.slice(from * channels, (to - from) * channels), channels);
  }

  /** As a graph takes or gives it; the caller closes it. */
  OnnxTensor tensor() throws OrtException {
    return Tensors.of(numbers, tokens(), channels);
  }
}
