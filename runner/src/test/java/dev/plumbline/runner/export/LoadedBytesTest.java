package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedBytesTest {
  @TempDir Path temp;

  @Test
  void bfloat16IsHalfOnDiskAndTheSameInMemory() throws IOException {
    Path checkpoint = new TinyCheckpoint(64).write(temp.resolve("checkpoint"));
    Bundle fp32 = export(checkpoint, Precision.FP32);
    Bundle bf16 = export(checkpoint, Precision.BF16);
    Bundle int8 = export(checkpoint, Precision.INT8);
    double whole = onDisk(fp32);
    assertThat(fp32.loadedBytes()).isEqualTo(onDisk(fp32));
    assertThat(onDisk(bf16) / whole).isBetween(0.5, 0.6);
    assertThat(bf16.loadedBytes() / whole).isBetween(1.0, 1.2);
    assertThat(int8.loadedBytes() / whole).isLessThan(0.6);
  }

  private Bundle export(Path checkpoint, Precision precision) throws IOException {
    return Fixtures.export(checkpoint, temp.resolve(precision.toString()), precision);
  }

  private static long onDisk(Bundle bundle) throws IOException {
    return Files.size(bundle.folder().resolve("weights.bin"));
  }
}
