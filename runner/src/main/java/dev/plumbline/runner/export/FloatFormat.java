package dev.plumbline.runner.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** How floating-point numbers lie in a file, little-endian; named as safetensors does. */
enum FloatFormat {
  F32(Float.BYTES, DataType.FLOAT) {
    @Override
    void decode(ByteBuffer in, FloatBuffer out) {
      out.put(in.asFloatBuffer());
    }

    @Override
    void encode(FloatBuffer in, ByteBuffer out) {
      int bytes = in.remaining() * Float.BYTES;
      out.asFloatBuffer().put(in);
      out.position(out.position() + bytes);
    }
  },
  F16(Short.BYTES, DataType.FLOAT16) {
    @Override
    void decode(ByteBuffer in, FloatBuffer out) {
      while (in.hasRemaining()) {
        out.put(halfToFloat(in.getShort()));
      }
    }

    @Override
    void encode(FloatBuffer in, ByteBuffer out) {
      throw new UnsupportedOperationException("no bundle stores F16");
    }
  },
  BF16(Short.BYTES, DataType.BFLOAT16) {
    @Override
    void decode(ByteBuffer in, FloatBuffer out) {
      while (in.hasRemaining()) {
        out.put(Float.intBitsToFloat(in.getShort() << Short.SIZE));
      }
    }

    @Override
    void encode(FloatBuffer in, ByteBuffer out) {
      while (in.hasRemaining()) {
        out.putShort(floatToBfloat16(in.get()));
      }
    }
  },
  /** Whole numbers from 0 to 255; of bundles, not of checkpoints. */
  CODE(Byte.BYTES, DataType.UINT8) {
    @Override
    void decode(ByteBuffer in, FloatBuffer out) {
      throw new UnsupportedOperationException("no checkpoint stores codes");
    }

    @Override
    void encode(FloatBuffer in, ByteBuffer out) {
      while (in.hasRemaining()) {
        out.put((byte) in.get());
      }
    }
  };

  private final int bytes;
  private final DataType onnxType;

  FloatFormat(int bytes, DataType onnxType) {
    this.bytes = bytes;
    this.onnxType = onnxType;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  DataType onnxType() {
    return onnxType;
  }

  /** Widens all that remains, exactly. */
  abstract void decode(ByteBuffer in, FloatBuffer out);

  /** Rounds all that remains to the nearest, ties to even. */
  abstract void encode(FloatBuffer in, ByteBuffer out);

  private static float halfToFloat(short half) {
    int exponent = (half >> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) mantissa, -24);
    } else {
      magnitude = Math.scalb((float) (mantissa | 0x400), exponent - 25);
    }
    return half < 0 ? -magnitude : magnitude;
  }

  private static short floatToBfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> Short.SIZE);
    }
    // Half of the dropped part, one more where the kept part is odd: ties go to even.
    int odd = (bits >>> Short.SIZE) & 1;
    return (short) ((bits + 0x7fff + odd) >>> Short.SIZE);
  }
}
