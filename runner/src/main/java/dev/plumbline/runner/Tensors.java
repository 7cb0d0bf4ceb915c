package dev.plumbline.runner;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Tensors over direct buffers, which ONNX Runtime uses in place rather than copying. */
final class Tensors {
  private Tensors() {}

  static FloatBuffer floats(long count) {
    return bytes(Math.multiplyExact(count, Float.BYTES)).asFloatBuffer();
  }

  static LongBuffer longs(long count) {
    return bytes(Math.multiplyExact(count, Long.BYTES)).asLongBuffer();
  }

  static ByteBuffer bytes(long count) {
    if (count > Integer.MAX_VALUE) {
      throw new ModelException(
          "one tensor would take %d bytes, more than 2 GiB; use a smaller batch size"
              .formatted(count));
    }
    return ByteBuffer.allocateDirect((int) count).order(ByteOrder.nativeOrder());
  }

  static OnnxTensor of(FloatBuffer data, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape);
  }

  static OnnxTensor of(LongBuffer data, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape);
  }

  /** Bytes 0 and 1 as false and true. */
  static OnnxTensor ofBooleans(ByteBuffer data, long... shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape, OnnxJavaType.BOOL);
  }
}
