package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WeightMemoryTest {
  private static final Path EMBEDDED = Path.of("..", "models", "embedded");

  @Test
  void weightsThatAreLargerThanTheMemoryAreRefusedBeforeTheyAreLoaded() throws IOException {
    Bundle bundle = Bundle.open(EMBEDDED);
    long weights = Files.size(EMBEDDED.resolve("weights.bin"));
    assertThatCode(() -> WeightMemory.requireRoom(bundle, weights)).doesNotThrowAnyException();
    assertThatThrownBy(() -> WeightMemory.requireRoom(bundle, weights - 1))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: its weights take 0.0 GB in memory (fp32), and this machine has 0.0 GB; export it"
                    .formatted(EMBEDDED)
                + " with --precision int8, which takes about a third of fp32, or use a machine with"
                + " more");
  }

  @Test
  void aMachinesMemoryIsKnown() throws IOException {
    long kilobytes =
        Files.exists(Path.of("/proc/meminfo"))
            ? Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow()
            : Long.MAX_VALUE / 1024;
    // A container may have less than its machine.
    assertThat(WeightMemory.ofThisMachine()).isPositive().isLessThanOrEqualTo(1024 * kilobytes);
  }
}
