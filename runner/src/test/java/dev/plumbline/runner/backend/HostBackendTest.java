package dev.plumbline.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostBackendTest {
  private static final Path EMBEDDED = Path.of("..", "models", "embedded");

  @TempDir Path temp;

  @Test
  void graphsThatAreOpenedSideBySideComeInTheOrderOfTheirFiles() {
    try (Backend backend = backend()) {
      List<Graph> graphs = backend.open(files("coda.onnx", "core.onnx", "prelude.onnx"));
      assertThat(graphs.get(0).outputs()).containsKey("logits");
      assertThat(graphs.get(1).outputs()).containsKey("next_state");
      assertThat(graphs.get(2).inputs()).containsKey("input_ids");
    }
  }

  @Test
  void oneThatCannotBeLoadedIsSaidAndTheOthersAreClosed() throws IOException {
    Path none = Files.writeString(temp.resolve("none.onnx"), "no graph");
    try (Backend backend = backend()) {
      assertThatThrownBy(
              () ->
                  backend.open(
                      List.of(EMBEDDED.resolve("core.onnx"), none, EMBEDDED.resolve("coda.onnx"))))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("none.onnx");
    }
  }

  private static Backend backend() {
    return HostBackend.ofPackedWeights(OptionalInt.empty(), false);
  }

  private static List<Path> files(String... names) {
    return Stream.of(names).map(EMBEDDED::resolve).toList();
  }
}
