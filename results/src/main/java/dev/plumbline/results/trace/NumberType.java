package dev.plumbline.results.trace;

/** How its numbers lie in a file, little-endian; named as safetensors does. */
public enum NumberType {
  F32(Float.BYTES),
  F16(Short.BYTES),
  /** Whole numbers. */
  I32(Integer.BYTES);

  private final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }
}
