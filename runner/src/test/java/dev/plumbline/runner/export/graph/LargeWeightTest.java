package dev.plumbline.runner.export.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.export.tensor.FloatFormat;
import dev.plumbline.runner.export.weights.StoredTensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeWeightTest {
  private static final int WIDTH = 2048;

  /** In float32 the matrix takes just over a gibibyte, which is where ONNX Runtime has a limit. */
  private static final int VOCABULARY = (1 << 30) / Float.BYTES / WIDTH + 1;

  @TempDir Path temp;

  @Test
  @Tag("slow")
  void aMatrixOfMoreThanAGibibyteIsWidenedWhenItIsLoadedAndNotInEachCall() throws IOException {
    try (Backend backend = HostBackend.ofPackedWeights(OptionalInt.empty(), true)) {
      Graph graph = backend.open(head());
      Arena arena = backend.arena();
      try (Arena.Frame memory = arena.frame();
          Tensor x = memory.floats(WIDTH).tensor(1, WIDTH)) {
        graph.run(Map.of("x", x), Map.of(), Set.of("logits")).close();
      }
      assertThat(graph.endProfile()).containsOnlyKeys("Gemm");
    }
  }

  /** With weights of zeros that take no room on the disk. */
  private Path head() throws IOException {
    long bytes = (long) VOCABULARY * WIDTH * FloatFormat.BF16.bytes();
    try (RandomAccessFile weights =
        new RandomAccessFile(temp.resolve(BundleFiles.WEIGHTS).toFile(), "rw")) {
      weights.setLength(bytes);
    }
    List<Long> shape = List.of((long) VOCABULARY, (long) WIDTH);
    GraphBuilder graph =
        new GraphBuilder(
            "head",
            new Signature(
                List.of(TensorSpec.of("x", DataType.FLOAT, "R", WIDTH)),
                List.of(TensorSpec.of("logits", DataType.FLOAT, "R", VOCABULARY))),
            Map.of("head", new StoredTensor("head", FloatFormat.BF16, shape, 0, bytes)));
    graph.linear("logits", "head", "x");
    return Files.write(temp.resolve("head.onnx"), graph.build());
  }
}
