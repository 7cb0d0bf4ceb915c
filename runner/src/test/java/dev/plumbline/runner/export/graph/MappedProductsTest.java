package dev.plumbline.runner.export.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.export.tensor.FloatFormat;
import dev.plumbline.runner.export.weights.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Products with weights that are read in place: a large one, and one that is copied all the same.
 */
class MappedProductsTest {
  private static final int WIDTH = 300;
  private static final int ROWS = 64;
  private static final Map<String, Integer> OUTPUTS = Map.of("large", 5120, "narrow", 640);

  @TempDir Path temp;

  private final Map<String, float[]> weights = new HashMap<>();
  private final float[] x = new float[ROWS * WIDTH];
  private Path graph;

  @BeforeEach
  void writeGraph() throws IOException {
    Random random = new Random(4);
    int count = OUTPUTS.values().stream().mapToInt(outputs -> outputs * WIDTH).sum();
    ByteBuffer file = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, StoredTensor> stored = new HashMap<>();
    OUTPUTS.forEach(
        (name, outputs) -> {
          float[] matrix = new float[outputs * WIDTH];
          int at = file.position();
          for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
            file.putFloat(matrix[i]);
          }
          weights.put(name, matrix);
          List<Long> shape = List.of((long) outputs, (long) WIDTH);
          long bytes = (long) matrix.length * Float.BYTES;
          stored.put(name, new StoredTensor(name, FloatFormat.F32, shape, at, bytes));
        });
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    Files.write(temp.resolve(BundleFiles.WEIGHTS), file.array());
    GraphBuilder products =
        new GraphBuilder(
            "products",
            new Signature(
                List.of(TensorSpec.of("x", DataType.FLOAT, "R", WIDTH)),
                OUTPUTS.entrySet().stream()
                    .map(e -> TensorSpec.of("by_" + e.getKey(), DataType.FLOAT, "R", e.getValue()))
                    .toList()),
            stored);
    OUTPUTS.keySet().forEach(name -> products.linear("by_" + name, name, "x"));
    graph = Files.write(temp.resolve("products.onnx"), products.build());
  }

  @Test
  void neitherFurtherRowsNorThreadsChangeABit() {
    Map<String, float[]> expected = new HashMap<>();
    for (int threads : new int[] {1, 2, 33}) {
      try (Backend backend = HostBackend.ofMappedWeights(OptionalInt.of(threads), false)) {
        Graph opened = backend.open(graph);
        for (int rows : new int[] {ROWS, 1, 2, 17}) {
          for (String name : OUTPUTS.keySet()) {
            float[] got = product(backend, opened, name, rows);
            float[] first = expected.computeIfAbsent(name, n -> got);
            assertThat(got)
                .as("%s, %d rows, %d threads", name, rows, threads)
                .isEqualTo(Arrays.copyOf(first, got.length));
          }
        }
      }
    }
  }

  @Test
  void productsAreThoseOfTheDefinition() {
    try (Backend backend = HostBackend.ofMappedWeights(OptionalInt.empty(), false)) {
      Graph opened = backend.open(graph);
      assertThat(opened.inputs()).containsOnlyKeys("x");
      OUTPUTS.forEach(
          (name, outputs) -> {
            float[] got = product(backend, opened, name, 3);
            for (int i = 0; i < got.length; i++) {
              double sum = 0;
              for (int k = 0; k < WIDTH; k++) {
                double weight = weights.get(name)[i % outputs * WIDTH + k];
                sum += x[i / outputs * WIDTH + k] * weight;
              }
              assertThat((double) got[i]).isCloseTo(sum, within(1e-4));
            }
          });
    }
  }

  private float[] product(Backend backend, Graph opened, String name, int rows) {
    Arena arena = backend.arena();
    try (Arena.Frame memory = arena.frame()) {
      Floats numbers = memory.floats((long) rows * WIDTH);
      numbers.put(0, Arrays.copyOf(x, rows * WIDTH));
      try (Tensor fed = numbers.tensor(rows, WIDTH);
          Outputs outputs = opened.run(Map.of("x", fed), Map.of(), Set.of("by_" + name))) {
        float[] got = new float[rows * OUTPUTS.get(name)];
        outputs.floats("by_" + name).get(got);
        return got;
      }
    }
  }
}
