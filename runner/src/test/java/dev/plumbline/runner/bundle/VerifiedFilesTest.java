package dev.plumbline.runner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedFilesTest {
  private static final Path EMBEDDED = Path.of("..", "models", "embedded");
  private static final FileTime EARLIER = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir private Path temp;
  private Path bundle;
  private Path weights;
  private VerifiedFiles verified;

  @BeforeEach
  void copy() throws IOException {
    bundle = Files.createDirectory(temp.resolve("bundle"));
    try (var files = Files.list(EMBEDDED)) {
      for (Path file : files.toList()) {
        Files.copy(file, bundle.resolve(file.getFileName()));
      }
    }
    weights = bundle.resolve(BundleFiles.WEIGHTS);
    verified = new VerifiedFiles(temp.resolve("verified"), Files.size(weights));
  }

  /** Changes a byte in the middle, which no size and, set back, no time tells. */
  private void damage(FileTime time) throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    Files.setLastModifiedTime(weights, time);
  }

  private void assertRead() {
    assertThatThrownBy(() -> Bundle.open(bundle, verified))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("weights.bin: has SHA-256");
  }

  @Test
  void fileThatWasVerifiedIsNotReadAgain() throws IOException {
    Files.setLastModifiedTime(weights, EARLIER);
    Bundle.open(bundle, verified);
    assertThat(temp.resolve("verified")).isDirectoryContaining("glob:**");
    damage(EARLIER);
    assertThat(Bundle.open(bundle, verified).folder()).isEqualTo(bundle);
    assertThatThrownBy(() -> Bundle.open(bundle)).hasMessageContaining("has SHA-256");
  }

  @Test
  void whatThisProcessHasWrittenIsRememberedAtOnce() throws IOException {
    Files.setLastModifiedTime(weights, FileTime.from(Instant.now()));
    Bundle.open(bundle).rememberWritten(verified);
    assertThat(temp.resolve("verified")).isDirectoryContaining("glob:**");
  }

  @Test
  void whatThisProcessHasWrittenIsNotReadAgain() throws IOException {
    Files.setLastModifiedTime(weights, EARLIER);
    Bundle.open(bundle).rememberWritten(verified);
    damage(EARLIER);
    assertThat(Bundle.open(bundle, verified).folder()).isEqualTo(bundle);
  }

  @Test
  void fileThatChangedIsReadAgain() throws IOException {
    Files.setLastModifiedTime(weights, EARLIER);
    Bundle.open(bundle, verified);
    damage(FileTime.from(Instant.parse("2026-01-01T00:00:01Z")));
    assertRead();
  }

  @Test
  void fileThatChangedJustNowIsNotRemembered() throws IOException {
    FileTime now = FileTime.from(Instant.now());
    Files.setLastModifiedTime(weights, now);
    Bundle.open(bundle, verified);
    assertThat(temp.resolve("verified")).doesNotExist();
    damage(now);
    assertRead();
  }

  @Test
  void damagedFileIsNotRemembered() throws IOException {
    damage(EARLIER);
    assertRead();
    assertRead();
  }

  @Test
  void memoryThatCannotBeWrittenCostsTimeAlone() throws IOException {
    Files.setLastModifiedTime(weights, EARLIER);
    Files.writeString(temp.resolve("verified"), "a file");
    Bundle.open(bundle, verified);
    damage(EARLIER);
    assertRead();
  }
}
