package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Description;
import dev.plumbline.runner.bundle.Precision;
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
  void weightsThatAreNotFloat32AreNotReadInPlace() {
    Bundle bundle = Bundle.open(EMBEDDED);
    assertThatCode(() -> WeightMemory.requireReadable(bundle)).doesNotThrowAnyException();
    Description d = bundle.description();
    Description narrow =
        new Description(
            d.name(),
            d.source(),
            d.license(),
            Precision.BF16,
            d.model(),
            d.specialTokens(),
            d.cleanUpSpaces(),
            d.chatTemplate(),
            d.files());
    ModelOptions mapped = ModelOptions.defaults().withDevice(new Device.Mapped());
    assertThatThrownBy(
            () -> RecurrentModel.open(new Bundle(EMBEDDED, narrow, bundle.sha256()), mapped))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: its weights are bf16, and --device cpu:mapped reads float32 from the file; export it with --precision fp32, or use --device cpu"
                .formatted(EMBEDDED));
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
