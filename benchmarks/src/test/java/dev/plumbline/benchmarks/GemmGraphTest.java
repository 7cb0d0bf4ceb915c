package dev.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.plumbline.benchmarks.CoreProducts.Product;
import dev.plumbline.runner.backend.OnnxRuntime;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GemmGraphTest {
  @Test
  void multipliesRowsByTheTransposedWeight() throws Exception {
    byte[] model = GemmGraph.of(List.of(new Product("p", 2, 3)));
    FloatBuffer weight =
        ModelProto.parseFrom(model)
            .getGraph()
            .getInitializer(0)
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[][] x = {{1, 2}, {3, -4}};

    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor input = OnnxTensor.createTensor(environment, x);
        OrtSession.Result result = session.run(Map.of(GemmGraph.input(2), input))) {
      float[][] y = (float[][]) result.get("p").orElseThrow().getValue();
      for (int row = 0; row < 2; row++) {
        for (int column = 0; column < 3; column++) {
          float expected =
              x[row][0] * weight.get(2 * column) + x[row][1] * weight.get(2 * column + 1);
          assertThat(y[row][column]).isCloseTo(expected, within(1e-6f));
        }
      }
    }
  }
}
