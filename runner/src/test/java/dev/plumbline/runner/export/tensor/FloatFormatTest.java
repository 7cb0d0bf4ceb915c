package dev.plumbline.runner.export.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFormatTest {

  /** Bit patterns of IEEE 754 binary16. */
  @ParameterizedTest
  @CsvSource({
    "0000, 0.0",
    "8000, -0.0",
    "0001, 5.9604645E-8",
    "03ff, 6.097555E-5",
    "0400, 6.103515625E-5",
    "3555, 0.33325195",
    "3c00, 1.0",
    "3c01, 1.0009765625",
    "c000, -2.0",
    "7bff, 65504.0",
    "fbff, -65504.0",
    "7c00, Infinity",
    "fc00, -Infinity",
    "7e00, NaN"
  })
  void halfPrecisionIsWidenedExactly(String bits, float value) {
    assertThat(decoded(FloatFormat.F16, bits)).isEqualTo(Float.valueOf(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 0.0",
    "8000, -0.0",
    "0001, 9.18355E-41",
    "3f80, 1.0",
    "c049, -3.140625",
    "7f7f, 3.3895314E38",
    "ff80, -Infinity",
    "7fc0, NaN"
  })
  void bfloat16IsWidenedExactly(String bits, float value) {
    assertThat(decoded(FloatFormat.BF16, bits)).isEqualTo(Float.valueOf(value));
  }

  @ParameterizedTest
  @CsvSource({
    "3f800000, 3f80",
    "3f807fff, 3f80", // below the middle
    "3f808000, 3f80", // in the middle: to the even one below
    "3f808001, 3f81", // above the middle
    "3f818000, 3f82", // in the middle: to the even one above
    "bf818000, bf82",
    "00008000, 0000",
    "7f7fffff, 7f80", // past the largest
    "ff800000, ff80",
    "7fc00000, 7fc0"
  })
  void bfloat16IsRoundedToNearestEven(String floatBits, String expected) {
    float value = Float.intBitsToFloat(Integer.parseUnsignedInt(floatBits, 16));
    ByteBuffer out = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatFormat.BF16.encode(FloatBuffer.wrap(new float[] {value}), out);
    assertThat("%04x".formatted(out.getShort(0))).isEqualTo(expected);
  }

  @Test
  void everyFiniteBfloat16SurvivesWideningAndRounding() {
    ByteBuffer all = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) {
      boolean finite = (bits & 0x7f80) != 0x7f80;
      all.putShort((short) (finite ? bits : 0));
    }
    FloatBuffer floats = FloatBuffer.allocate(1 << 16);
    ByteBuffer back = ByteBuffer.allocate(all.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    FloatFormat.BF16.decode(all.flip(), floats);
    FloatFormat.BF16.encode(floats.flip(), back);
    assertThat(back.array()).isEqualTo(all.array());
  }

  @Test
  void float32IsCopiedBitForBit() {
    byte[] bits = {1, 2, 3, 4, (byte) 0xff, (byte) 0xff, (byte) 0x7f, 0x7f};
    ByteBuffer in = ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = FloatBuffer.allocate(2);
    ByteBuffer back = ByteBuffer.allocate(bits.length).order(ByteOrder.LITTLE_ENDIAN);
    FloatFormat.F32.decode(in, floats);
    FloatFormat.F32.encode(floats.flip(), back);
    assertThat(back.position()).isEqualTo(bits.length);
    assertThat(back.array()).isEqualTo(bits);
  }

  private static float decoded(FloatFormat format, String bits) {
    ByteBuffer in = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    in.putShort((short) Integer.parseInt(bits, 16));
    FloatBuffer out = FloatBuffer.allocate(1);
    format.decode(in.flip(), out);
    return out.get(0);
  }
}
