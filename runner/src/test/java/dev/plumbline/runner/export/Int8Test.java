package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8Test {
  @TempDir Path temp;

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
    int vocabulary = int8.shape().vocabSize();
    try (GraphRun one = new GraphRun(int8, 8);
        GraphRun many = new GraphRun(int8, 8)) {
      float[] alone = one.append(new long[] {7}, new float[64], 3).get(2).floats("logits");
      long[] ids = {7, 3, 9, 1, 30};
      float[] first = many.append(ids, new float[ids.length * 64], 3).get(2).floats("logits");
      assertThat(Arrays.copyOf(first, vocabulary)).isEqualTo(alone);
    }
  }
}
