package dev.plumbline.runner;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Tensors over direct buffers, which ONNX Runtime uses in place rather than copying. */
final class Tensors {
  private Tensors() {}

  static OnnxTensor of(FloatBuffer data, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OnnxRuntime.environment(), data, shape);
  }

  static OnnxTensor of(LongBuffer data, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OnnxRuntime.environment(), data, shape);
  }

  /** Bytes 0 and 1 as false and true. */
  static OnnxTensor ofBooleans(ByteBuffer data, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OnnxRuntime.environment(), data, shape, OnnxJavaType.BOOL);
  }
}
