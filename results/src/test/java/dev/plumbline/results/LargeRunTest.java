package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeRunTest {
  private static final int SAMPLES = 100;
  private static final int CHARACTERS = 200_000;

  @TempDir Path temp;

  @Test
  void runOfMoreAnswersThanTheHeapHoldsIsFinished() throws Exception {
    Path run = temp.resolve("run");
    Path output = temp.resolve("output");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeRunTest.class.getName(),
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(writer.waitFor()).as(() -> read(output)).isZero();
    assertThat(Files.size(run.resolve(Run.SAMPLES))).isGreaterThan((long) SAMPLES * CHARACTERS);
    try (Stream<Sample> samples = Run.open(run).samples()) {
      assertThat(samples.mapToInt(s -> s.document().number())).hasSize(SAMPLES).isSorted();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Writes the run into the folder that the argument names. */
  public static void main(String[] arguments) {
    Response answer = new Generation("x".repeat(CHARACTERS), Map.of());
    try (RunWriter writer = RunWriter.create(Path.of(arguments[0]), false)) {
      for (int docId = SAMPLES; docId-- > 0; ) {
        writer.append(
            new Sample(SampleId.of("gsm8k", docId, 1), new Scored(Map.of(), answer, "1")));
      }
      writer.finish(ExampleRun.manifest(), List.of(), Map.of());
    }
  }
}
