package dev.plumbline.runner.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
  /** What the test starts in a process of its own. */
  static final class Start {
    public static void main(String[] arguments) {
      System.out.println(OnnxRuntime.environment().getVersion());
    }
  }

  @Test
  void startsUnderAVeryLongCommandLine() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Start.class.getName(),
            "x".repeat(100_000));
    builder.environment().remove("ORT_DISABLE_TELEMETRY");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).containsPattern("\\d+\\.\\d+\\.\\d+");
    assertThat(process.exitValue()).isZero();
  }
}
