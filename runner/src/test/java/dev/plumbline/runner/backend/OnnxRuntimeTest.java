package dev.plumbline.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
  /** What the test starts in a process of its own. */
  static final class Start {
    public static void main(String[] arguments) {
      System.out.println(OnnxRuntime.environment().getVersion());
    }
  }

  @Test
  void startsUnderAVeryLongCommandLine(@TempDir Path temporary) throws Exception {
    start(temporary, "x".repeat(100_000));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoFilesBehind(@TempDir Path temporary) throws Exception {
    start(temporary, "x");
    assertThat(temporary).isEmptyDirectory();
  }

  private static void start(Path temporary, String argument) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            Start.class.getName(),
            argument);
    builder.environment().remove("ORT_DISABLE_TELEMETRY");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).containsPattern("\\d+\\.\\d+\\.\\d+");
    assertThat(process.exitValue()).isZero();
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  @EnabledOnOs(OS.LINUX)
  void everyModelsThreadTakesDenormalNumbersForZeroAndJavaKeepsItsOwn(@TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("product.onnx"), product().toByteArray());
    // Many, so that the pool's threads take part.
    float[] factors = new float[1 << 23];
    Arrays.fill(factors, 1e-20f);
    try (OnnxThread first = new OnnxThread();
        OnnxThread second = new OnnxThread()) {
      assertThat(squares(first, file, factors)).containsOnly(0);
      assertThat(squares(second, file, factors)).containsOnly(0);
    }
    assertThat(factors[0] * factors[1]).isPositive();
  }

  private static float[] squares(OnnxThread thread, Path file, float[] factors) throws Exception {
    try (SessionOptions options = OnnxRuntime.options();
        OrtSession session = open(thread, file, options);
        OnnxTensor x = OnnxTensor.createTensor(OnnxRuntime.environment(), factors);
        OrtSession.Result result = thread.call(() -> session.run(Map.of("x", x)))) {
      return (float[]) result.get(0).getValue();
    }
  }

  @Test
  void closedThreadEnds() throws Exception {
    OnnxThread thread = new OnnxThread();
    Thread itself = thread.call(Thread::currentThread);
    thread.close();
    itself.join(10_000);
    assertThat(itself.isAlive()).isFalse();
  }

  /** A session that runs on the pool of all. */
  private static OrtSession open(OnnxThread thread, Path file, SessionOptions options)
      throws OrtException {
    options.disablePerSessionThreads();
    return OnnxRuntime.open(thread, file.toString(), options);
  }

  /** y = x * x. */
  private static ModelProto product() {
    ValueInfoProto.Builder vector = ValueInfoProto.newBuilder();
    vector.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT.getNumber());
    vector.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().addDimBuilder();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("product")
            .addInput(vector.clone().setName("x"))
            .addOutput(vector.clone().setName("y"));
    graph.addNodeBuilder().setOpType("Mul").addInput("x").addInput("x").addOutput("y");
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(10).setGraph(graph);
    model.addOpsetImportBuilder().setVersion(23);
    return model.build();
  }
}
