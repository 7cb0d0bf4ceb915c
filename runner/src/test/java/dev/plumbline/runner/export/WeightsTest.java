package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.bundle.CostTable;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.checkpoint.SafetensorsFile;
import dev.plumbline.runner.export.checkpoint.SafetensorsTensor;
import dev.plumbline.runner.export.tensor.Shapes;
import dev.plumbline.runner.export.weights.RotaryTable;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What lies in weights.bin and where the graphs look for it. */
class WeightsTest {
  private static final Path CHECKPOINT = Fixtures.checkpoint("untied-f32-shards");

  @TempDir Path temp;

  /** The tensors that any graph takes from weights.bin. */
  private static Map<String, TensorProto> external(Bundle bundle) throws IOException {
    Map<String, TensorProto> tensors = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      for (TensorProto tensor : graph(bundle, part).getInitializerList()) {
        if (tensor.getExternalDataCount() > 0) {
          tensors.merge(tensor.getName(), tensor, WeightsTest::same);
        }
      }
    }
    return tensors;
  }

  private static TensorProto same(TensorProto a, TensorProto b) {
    assertThat(a).isEqualTo(b);
    return a;
  }

  private static GraphProto graph(Bundle bundle, Part part) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(bundle.file(BundleFiles.graph(part))))
        .getGraph();
  }

  private static byte[] bytes(Bundle bundle, TensorProto tensor) throws IOException {
    Map<String, String> place =
        tensor.getExternalDataList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    assertThat(place.get("location")).isEqualTo("weights.bin");
    int offset = Integer.parseInt(place.get("offset"));
    assertThat(offset % 4096).isZero();
    return Arrays.copyOfRange(
        Files.readAllBytes(bundle.file("weights.bin")),
        offset,
        offset + Integer.parseInt(place.get("length")));
  }

  private static Map<String, SafetensorsTensor> checkpointTensors(Path checkpoint)
      throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
      files
          .filter(file -> file.getFileName().toString().startsWith("model-"))
          .forEach(file -> tensors.putAll(SafetensorsFile.tensors(file)));
      return tensors;
    }
  }

  private static byte[] bytes(SafetensorsTensor tensor) throws IOException {
    byte[] file = Files.readAllBytes(tensor.file());
    int from = (int) tensor.offset();
    return Arrays.copyOfRange(file, from, from + (int) tensor.bytes());
  }

  @Test
  void everyTensorOfTheCheckpointIsThereByteForByte() throws IOException {
    Bundle bundle = Fixtures.export(CHECKPOINT, temp.resolve("bundle"), Precision.FP32);
    Map<String, TensorProto> external = external(bundle);
    Map<String, SafetensorsTensor> checkpoint = checkpointTensors(CHECKPOINT);
    SafetensorsTensor rotary = checkpoint.remove("freqs_cis");
    int e = bundle.shape().width();
    for (SafetensorsTensor tensor : checkpoint.values()) {
      byte[] ours = {};
      for (String part : parts(tensor.name())) {
        ours = joined(ours, bytes(bundle, external.remove(part)));
      }
      byte[] theirs = bytes(tensor);
      assertThat(ours)
          .as(tensor.name())
          .isEqualTo(tensor.name().endsWith("adapter.weight") ? halved(theirs, 4 * e) : theirs);
    }
    assertThat(external).containsOnlyKeys("COS", "SIN");
    ByteBuffer pairs = ByteBuffer.allocate((int) rotary.bytes());
    ByteBuffer cos = ByteBuffer.wrap(bytes(bundle, external.get("COS")));
    ByteBuffer sin = ByteBuffer.wrap(bytes(bundle, external.get("SIN")));
    while (cos.hasRemaining()) {
      pairs.putInt(cos.getInt()).putInt(sin.getInt());
    }
    assertThat(pairs.array()).isEqualTo(bytes(rotary));
  }

  /** The tensors that ours are in which a fused one has been taken apart, or the one. */
  private static List<String> parts(String name) {
    String start =
        name.substring(0, name.lastIndexOf('.', name.length() - ".weight".length() - 1) + 1);
    if (name.endsWith("Wqkv.weight")) {
      return List.of(start + "Wq.weight", start + "Wk.weight", start + "Wv.weight");
    } else if (name.endsWith("qk_bias")) {
      String attention = name.substring(0, name.length() - "qk_bias".length());
      return List.of(attention + "Wq.bias", attention + "Wk.bias");
    } else if (name.endsWith("fc.weight")) {
      return List.of(start + "fc.gate.weight", start + "fc.up.weight");
    } else if (name.endsWith("adapter.weight")) {
      return List.of(start + "adapter.state.weight", start + "adapter.embedding.weight");
    }
    return List.of(name);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }

  /** The left halves of a matrix's rows, then the right ones. */
  private static byte[] halved(byte[] matrix, int halfRow) {
    byte[] halves = new byte[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      int row = i / (2 * halfRow);
      int column = i % (2 * halfRow);
      int start = column < halfRow ? row * halfRow : matrix.length / 2 + row * halfRow - halfRow;
      halves[start + column] = matrix[i];
    }
    return halves;
  }

  @Test
  void rotaryTablesThatMustBeComputedAreThoseThatPytorchComputes() throws IOException {
    Bundle saved = Fixtures.export(CHECKPOINT, temp.resolve("saved"), Precision.FP32);
    ByteBuffer expected = ByteBuffer.wrap(bytes(saved, external(saved).get("SIN")));
    Network network = saved.description().model().network();
    ByteBuffer computed = ByteBuffer.allocate(expected.capacity());
    computed.order(ByteOrder.LITTLE_ENDIAN);
    RotaryTable.SIN
        .computed(network)
        .forEachChunk(
            row -> {
              while (row.hasRemaining()) {
                computed.putFloat(row.get());
              }
            });
    expected.order(ByteOrder.LITTLE_ENDIAN);
    Differences differences = new Differences();
    differences.add(floats(computed.flip()), floats(expected));
    assertThat(differences.worst()).isLessThan(1e-6f);
  }

  private static float[] floats(ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  @Test
  void bf16RoundsMatricesAndKeepsTheRest() throws IOException {
    Bundle fp32 = Fixtures.export(CHECKPOINT, temp.resolve("fp32"), Precision.FP32);
    Bundle bf16 = Fixtures.export(CHECKPOINT, temp.resolve("bf16"), Precision.BF16);
    Map<String, TensorProto> wide = external(fp32);
    Map<String, TensorProto> narrow = external(bf16);
    assertThat(narrow.keySet()).isEqualTo(wide.keySet());
    for (TensorProto tensor : narrow.values()) {
      boolean matrix =
          tensor.getName().matches(".*(W[qkv]|proj|gate|up|adapter.*|wte|lm_head).weight");
      assertThat(tensor.getDataType())
          .as(tensor.getName())
          .isEqualTo((matrix ? DataType.BFLOAT16 : DataType.FLOAT).getNumber());
      if (!matrix) {
        assertThat(bytes(bf16, tensor)).isEqualTo(bytes(fp32, wide.get(tensor.getName())));
      }
    }
    assertThat(bf16.description().precision()).isEqualTo(Precision.BF16);
  }

  /** A bfloat16 checkpoint loses nothing in a bfloat16 bundle. */
  @Test
  void bf16OfABf16CheckpointComputesWhatFp32Does() throws Exception {
    Bundle fp32 = Fixtures.export("head-bf16-shards", temp.resolve("fp32"));
    Bundle bf16 =
        Fixtures.export(
            Fixtures.checkpoint("head-bf16-shards"), temp.resolve("bf16"), Precision.BF16);
    long[] ids = {3, 1, 4, 1, 5};
    float[] zeros = new float[ids.length * fp32.shape().width()];
    try (GraphRun wide = new GraphRun(fp32, ids.length);
        GraphRun narrow = new GraphRun(bf16, ids.length)) {
      assertThat(narrow.append(ids, zeros, 2).get(1).floats("logits"))
          .isEqualTo(wide.append(ids, zeros, 2).get(1).floats("logits"));
    }
  }

  /** Logits hardly show it. */
  @Test
  void everyNormHasTheEpsilonOfTheConfig() throws IOException {
    TinyCheckpoint tiny = TinyCheckpoint.llama();
    tiny.config.put("rms_norm_eps", 3e-5);
    assertThat(
            epsilons(
                Fixtures.export(
                    tiny.write(temp.resolve("tiny")), temp.resolve("a"), Precision.FP32)))
        .containsOnly(3e-5f)
        .hasSize(2 * 2 + 1);
    assertThat(epsilons(Fixtures.export("untied-f32-shards", temp.resolve("b"))))
        .containsOnly(1e-3f)
        .hasSize(6 * 4 + 2);
  }

  private static List<Float> epsilons(Bundle bundle) throws IOException {
    List<Float> epsilons = new ArrayList<>();
    for (Part part : Part.values()) {
      graph(bundle, part).getNodeList().stream()
          .filter(node -> node.getOpType().equals("RMSNormalization"))
          .forEach(norm -> epsilons.add(norm.getAttribute(0).getF()));
    }
    return epsilons;
  }

  @Test
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  void bf16WeightsKeepEveryBitInFp32() throws IOException {
    Path checkpoint =
        Path.of(System.getProperty("plumbline.shared"), "golden", "families", "ouro-bf16");
    Bundle bundle = Fixtures.export(checkpoint, temp.resolve("bundle"), Precision.FP32);
    List<String> ours = new ArrayList<>();
    for (TensorProto tensor : external(bundle).values()) {
      if (!List.of("COS", "SIN").contains(tensor.getName())) {
        ours.add(HexFormat.of().formatHex(bytes(bundle, tensor)));
      }
    }
    List<String> theirs = new ArrayList<>();
    for (SafetensorsTensor tensor : checkpointTensors(checkpoint).values()) {
      assertThat(tensor.dtype()).isEqualTo("BF16");
      theirs.add(HexFormat.of().formatHex(widened(bytes(tensor))));
    }
    assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
  }

  /** A bfloat16 is the upper half of a float32, whose lower one is zero. */
  private static byte[] widened(byte[] bf16) {
    byte[] wide = new byte[2 * bf16.length];
    for (int i = 0; i < bf16.length; i += 2) {
      wide[2 * i + 2] = bf16[i];
      wide[2 * i + 3] = bf16[i + 1];
    }
    return wide;
  }

  @Test
  void parametersAreTheCheckpointsNumbers() throws IOException {
    Bundle bundle = Fixtures.export(CHECKPOINT, temp.resolve("bundle"), Precision.FP32);
    long numbers =
        checkpointTensors(CHECKPOINT).values().stream()
            .filter(tensor -> !tensor.name().equals("freqs_cis"))
            .mapToLong(tensor -> Shapes.elements(tensor.shape()))
            .sum();
    assertThat(bundle.description().model().network().parameters()).isEqualTo(numbers);
  }

  /** Two operations for each weight of each Gemm, as often as its graph runs. */
  @Test
  void flopsPerTokenAreThoseOfTheGraphs() throws IOException {
    Bundle bundle = Fixtures.export(CHECKPOINT, temp.resolve("bundle"), Precision.FP32);
    CostTable costs = bundle.costs();
    int width = bundle.shape().width();
    assertThat(costs.flopsPerToken(5, 0))
        .isEqualTo(
            gemmFlops(bundle, Part.PRELUDE)
                + 5 * gemmFlops(bundle, Part.CORE)
                + gemmFlops(bundle, Part.CODA));
    int layers = 1 + 5 * 3 + 2;
    assertThat(costs.flopsPerToken(5, 10) - costs.flopsPerToken(5, 0))
        .isEqualTo(layers * 10 * (2.0 * width + 2.0 * width));
  }

  private static double gemmFlops(Bundle bundle, Part part) throws IOException {
    GraphProto graph = graph(bundle, part);
    Map<String, List<Long>> shapes =
        graph.getInitializerList().stream()
            .collect(Collectors.toMap(TensorProto::getName, TensorProto::getDimsList));
    return graph.getNodeList().stream()
        .filter(node -> node.getOpType().equals("Gemm"))
        .mapToDouble(node -> 2.0 * Shapes.elements(shapes.get(node.getInput(1))))
        .sum();
  }
}
