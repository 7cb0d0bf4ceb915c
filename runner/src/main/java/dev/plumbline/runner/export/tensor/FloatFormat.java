package dev.plumbline.runner.export.tensor;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** How floating-point numbers lie in a file, little-endian; named as safetensors does. */
public enum FloatFormat {
  F32(Float.BYTES, DataType.FLOAT) {
    @Override
    public void decode(ByteBuffer in, FloatBuffer out) {
      out.put(in.asFloatBuffer());
    }

    @Override
    public void encode(FloatBuffer in, ByteBuffer out) {
      int bytes = in.remaining() * Float.BYTES;
      out.asFloatBuffer().put(in);
      out.position(out.position() + bytes);
    }
  },
  F16(Short.BYTES, DataType.FLOAT16) {
    @Override
    public void decode(ByteBuffer in, FloatBuffer out) {
      while (in.hasRemaining()) {
        out.put(Fp16Conversions.fp16ToFloat(in.getShort()));
      }
    }

    @Override
    public void encode(FloatBuffer in, ByteBuffer out) {
      throw new UnsupportedOperationException("no bundle stores F16");
    }
  },
  BF16(Short.BYTES, DataType.BFLOAT16) {
    @Override
    public void decode(ByteBuffer in, FloatBuffer out) {
      while (in.hasRemaining()) {
        out.put(Fp16Conversions.bf16ToFloat(in.getShort()));
      }
    }

    @Override
    public void encode(FloatBuffer in, ByteBuffer out) {
      while (in.hasRemaining()) {
        out.putShort(Fp16Conversions.floatToBf16(in.get()));
      }
    }
  },
  /** Whole numbers from 0 to 255; of bundles, not of checkpoints. */
  CODE(Byte.BYTES, DataType.UINT8) {
    @Override
    public void decode(ByteBuffer in, FloatBuffer out) {
      throw new UnsupportedOperationException("no checkpoint stores codes");
    }

    @Override
    public void encode(FloatBuffer in, ByteBuffer out) {
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
  public int bytes() {
    return bytes;
  }

  public DataType onnxType() {
    return onnxType;
  }

  /** Widens all that remains, exactly. */
  public abstract void decode(ByteBuffer in, FloatBuffer out);

  /** Rounds all that remains to the nearest, ties to even. */
  public abstract void encode(FloatBuffer in, ByteBuffer out);
}
