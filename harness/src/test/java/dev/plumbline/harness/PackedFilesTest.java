package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedFilesTest {
  private static final String WEIGHTS = "models/embedded/weights.bin";

  @TempDir Path folder;

  @Test
  void aJarsFilesAreCopiedWholeAndNothingElse() throws IOException {
    try (FileSystem jar = jar("first.jar", "weights")) {
      Path copied = PackedFiles.unpacked(jar.getPath("/packed"), folder.resolve("cache"));

      assertThat(copied.resolve(WEIGHTS)).hasContent("weights");
      assertThat(copied.resolve("training/suite/a.yaml")).hasContent("task: a");
      try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
        assertThat(all.filter(Files::isRegularFile)).hasSize(2);
      }
    }
  }

  @Test
  void aDamagedCopyIsWrittenAnew() throws IOException {
    try (FileSystem jar = jar("first.jar", "weights")) {
      Path copied = PackedFiles.unpacked(jar.getPath("/packed"), folder.resolve("cache"));
      Files.writeString(copied.resolve(WEIGHTS), "weighty");

      assertThat(PackedFiles.unpacked(jar.getPath("/packed"), folder.resolve("cache")))
          .isEqualTo(copied);
      assertThat(copied.resolve(WEIGHTS)).hasContent("weights");
    }
  }

  @Test
  void otherContentsGoToAFolderOfTheirOwn() throws IOException {
    try (FileSystem first = jar("first.jar", "weights");
        FileSystem second = jar("second.jar", "WEIGHTS")) {
      Path old = PackedFiles.unpacked(first.getPath("/packed"), folder.resolve("cache"));
      Path renewed = PackedFiles.unpacked(second.getPath("/packed"), folder.resolve("cache"));

      assertThat(renewed).isNotEqualTo(old);
      assertThat(old.resolve(WEIGHTS)).hasContent("weights");
      assertThat(renewed.resolve(WEIGHTS)).hasContent("WEIGHTS");
    }
  }

  @Test
  void theEmbeddedModelAndItsSuiteAreThere() {
    assertThat(PackedFiles.folder().resolve("models/embedded/core.onnx")).isRegularFile();
    assertThat(PackedFiles.folder().resolve("training/suite/embedded_chains.yaml")).isRegularFile();
  }

  private FileSystem jar(String name, String weights) throws IOException {
    FileSystem jar = FileSystems.newFileSystem(folder.resolve(name), Map.of("create", "true"));
    Files.createDirectories(jar.getPath("/packed/models/embedded"));
    Files.createDirectories(jar.getPath("/packed/training/suite"));
    Files.writeString(jar.getPath("/packed", WEIGHTS), weights);
    Files.writeString(jar.getPath("/packed/training/suite/a.yaml"), "task: a");
    return jar;
  }
}
