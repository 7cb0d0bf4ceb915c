package dev.plumbline.results.trace;

/** IEEE 754 binary16 in the low 16 bits of an int. JDK 20 has it; the baseline is older. */
final class Float16 {
  /** Mantissa bits that binary16 lacks. */
  private static final int LOST = 13;

  /** The smallest normal number's exponent, as a float is biased. */
  private static final int LEAST_EXPONENT = 113;

  private static final float SUBNORMAL_STEP = 0x1p-24f;

  /** Rounds to the nearest, ties to even; too large numbers become infinite. */
  static int of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return sign | 0x7e00;
    }
    if (size < 0x1p-14f) {
      return sign | (int) Math.rint(size / SUBNORMAL_STEP);
    }
    int magnitude = Float.floatToRawIntBits(size);
    int even = (magnitude >>> LOST) & 1;
    int half = (1 << (LOST - 1)) - 1 + even;
    int rounded = ((magnitude + half) >>> LOST) - ((LEAST_EXPONENT - 1) << 10);
    return sign | Math.min(rounded, 0x7c00);
  }

  static float toFloat(int half) {
    float sign = (half & 0x8000) == 0 ? 1 : -1;
    int exponent = (half >>> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      return sign * mantissa * SUBNORMAL_STEP;
    }
    if (exponent == 0x1f) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return sign
        * Float.intBitsToFloat(((exponent + LEAST_EXPONENT - 1) << 23) | (mantissa << LOST));
  }

  private Float16() {}
}
