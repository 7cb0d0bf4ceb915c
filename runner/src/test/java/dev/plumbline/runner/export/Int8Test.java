package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8Test {
  @TempDir Path temp;

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

  @Test
  void logitsStayNearThoseOfFp32() throws IOException, OrtException {
    Path checkpoint = new TinyCheckpoint(64).write(temp.resolve("checkpoint"));
    Bundle fp32 = Fixtures.export(checkpoint, temp.resolve("fp32"), Precision.FP32);
    Bundle int8 = Fixtures.export(checkpoint, temp.resolve("int8"), Precision.INT8);
    long[] ids = {3, 1, 4, 1, 5, 9, 2, 6};
    float[] zeros = new float[ids.length * 64];
    float[] exact;
    float[] near;
    try (GraphRun run = new GraphRun(fp32, ids.length)) {
      exact = run.append(ids, zeros, 2).get(1).floats("logits");
    }
    try (GraphRun run = new GraphRun(int8, ids.length)) {
      near = run.append(ids, zeros, 2).get(1).floats("logits");
    }
    double squares = 0;
    double errors = 0;
    for (int i = 0; i < exact.length; i++) {
      squares += exact[i] * exact[i];
      errors += (near[i] - exact[i]) * (near[i] - exact[i]);
    }
    assertThat(Math.sqrt(errors / squares)).isBetween(1e-4, 0.05);
  }

  @Test
  void logitsOfATokenDoNotDependOnWhatItIsBatchedWith() throws IOException, OrtException {
    Path checkpoint = new TinyCheckpoint(64).write(temp.resolve("checkpoint"));
    Bundle int8 = Fixtures.export(checkpoint, temp.resolve("int8"), Precision.INT8);
    int vocabulary = int8.architecture().vocabSize();
    try (GraphRun one = new GraphRun(int8, 8);
        GraphRun many = new GraphRun(int8, 8)) {
      float[] alone = one.append(new long[] {7}, new float[64], 3).get(2).floats("logits");
      long[] ids = {7, 3, 9, 1, 30};
      float[] first = many.append(ids, new float[ids.length * 64], 3).get(2).floats("logits");
      assertThat(Arrays.copyOf(first, vocabulary)).isEqualTo(alone);
    }
  }
}
