package dev.plumbline.runner.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.runner.export.tensor.FloatData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Int8BlocksTest {
  private static float[] all(FloatData data, int size) throws IOException {
    FloatBuffer values = FloatBuffer.allocate(size);
    data.forEachChunk(values::put);
    return values.array();
  }

  @Test
  void codesTimesScalesAreTheWeightsToHalfAStep() throws IOException {
    float[] weights = new float[3 * 32];
    Random random = new Random(1);
    for (int i = 0; i < 64; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    weights[40] = -9; // The last block is all zeros.
    FloatData matrix = sink -> sink.accept(FloatBuffer.wrap(weights));
    float[] codes = all(Int8Blocks.codes(matrix), weights.length);
    float[] scales = all(Int8Blocks.scales(matrix), 3);
    assertThat(scales[1]).isEqualTo(9f / 127);
    assertThat(scales[2]).isZero();
    assertThat(codes[40]).isEqualTo(1);
    for (int i = 0; i < weights.length; i++) {
      float scale = scales[i / 32];
      assertThat((codes[i] - 128) * scale).isCloseTo(weights[i], within(scale * 0.5001f));
    }
  }
}
