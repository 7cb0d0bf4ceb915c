package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportMemoryTest {
  private static final int ROWS = 1 << 18;
  private static final int WIDTH = 128;
  private static final long BYTES = (long) ROWS * WIDTH * Float.BYTES;
  private static final int HEAP_MEGABYTES = 48;

  @TempDir Path temp;

  /** An embedding of 134 MB: holes in the file, so that it takes no room on disk. */
  private Path checkpointOfOneLargeTensor() throws IOException {
    TinyCheckpoint tiny = new TinyCheckpoint(WIDTH);
    tiny.config.put("vocab_size", ROWS);
    tiny.tensors.remove("transformer.wte.weight");
    Path folder = tiny.write(temp.resolve("checkpoint"));
    String header =
        """
        {"transformer.wte.weight": {"dtype": "F32", "shape": [%d, %d], "data_offsets": [0, %d]}}
        """
            .formatted(ROWS, WIDTH, BYTES);
    Path small = Files.move(folder.resolve("model.safetensors"), folder.resolve("small"));
    Path large = folder.resolve("large");
    Files.write(large, TinyCheckpoint.safetensors(header, new byte[0]));
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(file.length() + BYTES);
    }
    StringBuilder index =
        new StringBuilder("{\"weight_map\": {\"transformer.wte.weight\": \"large\"");
    for (String name : SafetensorsFile.tensors(small).keySet()) {
      index.append(", \"%s\": \"small\"".formatted(name));
    }
    Files.writeString(folder.resolve("model.safetensors.index.json"), index + "}}");
    return folder;
  }

  @Test
  void tensorSeveralTimesTheHeapIsExported() throws IOException, InterruptedException {
    Path log = temp.resolve("log");
    Process export =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + HEAP_MEGABYTES + "m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ExportMemoryTest.class.getName(),
                    checkpointOfOneLargeTensor().toString(),
                    temp.resolve("bundle").toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(export.waitFor()).as(Files.readString(log)).isZero();
    Map<String, ?> files = Bundle.open(temp.resolve("bundle")).files();
    assertThat(files).containsKey("weights.bin");
    assertThat(Files.size(temp.resolve("bundle").resolve("weights.bin")))
        .isGreaterThan((2L * HEAP_MEGABYTES) << 20);
  }

  /** Runs in a process of its own. */
  public static void main(String[] args) {
    Fixtures.export(Path.of(args[0]), Path.of(args[1]), Precision.FP32);
  }
}
