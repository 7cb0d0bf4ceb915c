package dev.plumbline.runner.bundle;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A graph that reaches beyond weights.bin is refused before ONNX Runtime sees it. */
class GraphFileTest {
  private static final long WEIGHTS_BYTES = 100;

  @TempDir Path folder;

  private static TensorProto tensor(String location, String offset, String length) {
    return TensorProto.newBuilder()
        .setName("w")
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", offset))
        .addExternalData(entry("length", length))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private void check(GraphProto.Builder graph) throws IOException {
    Path file = folder.resolve("core.onnx");
    Files.write(file, ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    GraphFile.requireHarmless(file, WEIGHTS_BYTES);
  }

  private void refused(GraphProto.Builder graph, String what) {
    assertThatThrownBy(() -> check(graph))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: %s; do not use this bundle, export the checkpoint again",
            folder.resolve("core.onnx"), what);
  }

  @Test
  void weightsWithinWeightsBinAreRead() {
    assertThatCode(
            () -> check(GraphProto.newBuilder().addInitializer(tensor("weights.bin", "64", "36"))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../etc/passwd", "/etc/passwd", "./weights.bin", "plumbline.json", "", "C:\\w"})
  void weightsFromAnotherFileAreRefused(String location) {
    String what = "reads tensor 'w' from '%s' instead of weights.bin".formatted(location);
    TensorProto hostile = tensor(location, "0", "1");
    refused(GraphProto.newBuilder().addInitializer(hostile), what);
    // Also in a constant, and in a branch of an If.
    GraphProto.Builder constant =
        GraphProto.newBuilder()
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Constant")
                    .addAttribute(AttributeProto.newBuilder().setName("value").setT(hostile)));
    refused(constant, what);
    refused(
        GraphProto.newBuilder()
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("If")
                    .addAttribute(
                        AttributeProto.newBuilder().setName("then_branch").setG(constant))),
        what);
  }

  @ParameterizedTest
  @CsvSource({
    "64, 37, reads tensor 'w' up to byte 101",
    "9223372036854775807, 9223372036854775807, reads tensor 'w' up to byte 18446744073709551614"
  })
  void weightsBeyondTheFilesEndAreRefused(String offset, String length, String what) {
    refused(
        GraphProto.newBuilder().addInitializer(tensor("weights.bin", offset, length)),
        what + " of weights.bin, which has 100");
  }

  @Test
  void negativeOffsetIsRefused() {
    refused(
        GraphProto.newBuilder().addInitializer(tensor("weights.bin", "-1", "5")),
        "gives tensor 'w' the offset '-1'");
  }

  @Test
  void foreignOperatorIsRefused() {
    refused(
        GraphProto.newBuilder().addNode(NodeProto.newBuilder().setDomain("evil").setOpType("PyOp")),
        "asks for the operator 'evil PyOp'");
  }

  @Test
  void whatIsNoGraphIsRefused() throws IOException {
    Path file = folder.resolve("core.onnx");
    Files.write(file, "hello".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> GraphFile.requireHarmless(file, WEIGHTS_BYTES))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("is no ONNX graph");
  }
}
