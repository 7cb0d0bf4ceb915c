package dev.plumbline.results.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceWriterTest {
  private static final int ITERATIONS = 16;

  @TempDir private Path temp;

  private static TraceManifest manifest(Object setting) {
    return new TraceManifest(
        new Manifest.Bundle("model", "abc"),
        new Manifest.Versions("1", "2", "17", "os", "cpu"),
        new Configuration(Map.of("setting", setting)),
        "def",
        ITERATIONS,
        2,
        List.of(),
        2,
        6,
        List.of());
  }

  /** Three tokens whose steps halve, from places of their own. */
  private static TraceTables tables(int number, NumberType type) {
    TraceTables tables =
        new TraceTables(
            new DocumentId("task", number), "a b c", List.of("a", " b", " c"), List.of(5, 6, 7));
    tables.putStates(
        IntStream.rangeClosed(0, ITERATIONS)
            .mapToObj(
                t -> {
                  float step = (float) Math.pow(0.5, t);
                  return new float[] {1 + step, number, 2, 3 * step, 1, 1 - step};
                })
            .toList(),
        2,
        type);
    return tables;
  }

  private TraceWriter open(boolean overwrite, Object setting) {
    return TraceWriter.open(temp.resolve("trace"), overwrite, manifest(setting));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    try (TraceWriter writer = open(false, 1)) {
      writer.write(0, tables(3, NumberType.F32));
      writer.write(1, tables(4, NumberType.F16));
      Trace trace = writer.finish();
      assertThat(trace.manifest()).isEqualTo(manifest(1));
      List<TraceDocument> documents = trace.documents().toList();
      TraceDocument first = documents.get(0);
      assertThat(first.document()).isEqualTo(new DocumentId("task", 3));
      assertThat(first.text()).isEqualTo("a b c");
      assertThat(first.tokenTexts()).containsExactly("a", " b", " c");
      assertThat(first.states().shape()).containsExactly(ITERATIONS + 1, 3, 2);
      assertThat(first.states().values()[6]).isEqualTo(1.5f);
      assertThat(first.rounding()).isZero();
      assertThat(first.regimes()).containsOnly(Regime.CONVERGING);
      assertThat(first.rates()).containsExactly(new float[] {0.5f, 0.5f, 0.5f}, within(0.01f));
      assertThat(first.measure(PathMeasure.STEP).get(0, 1)).isEqualTo(1.5f);
      assertThat(first.exponent()).isEmpty();
      assertThat(first.lensDepths()).isEmpty();
      // The numbers are of the states as they were computed, however these are stored.
      TraceDocument second = documents.get(1);
      assertThat(second.measure(PathMeasure.STEP).values())
          .isEqualTo(first.measure(PathMeasure.STEP).values());
      assertThat(second.rounding()).isBetween(1e-6, 0x1p-11);
    }
  }

  @Test
  void unfinishedTraceGoesOnAndAnotherIsRefused() {
    try (TraceWriter writer = open(false, 1)) {
      writer.write(1, tables(4, NumberType.F32));
    }
    assertThatThrownBy(() -> Trace.open(temp.resolve("trace")))
        .hasMessageContaining("did not finish; give its command again");
    assertThatThrownBy(() -> open(false, 2))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("unfinished trace of other settings");
    try (TraceWriter writer = open(false, 1)) {
      assertThat(writer.has(0)).isFalse();
      assertThat(writer.has(1)).isTrue();
      assertThatThrownBy(() -> open(false, 1)).hasMessageContaining("another process");
      writer.write(0, tables(3, NumberType.F32));
      assertThat(writer.finish().documents()).hasSize(2);
    }
    assertThatThrownBy(() -> open(false, 1)).hasMessageContaining("holds a finished trace");
    try (TraceWriter writer = open(true, 2)) {
      assertThat(writer.has(1)).isFalse();
    }
  }

  @Test
  void folderOfOtherThingsIsLeftAlone() throws IOException {
    Path file = Files.createDirectories(temp.resolve("trace")).resolve("thesis.tex");
    Files.writeString(file, "text");
    assertThatThrownBy(() -> open(true, 1)).hasMessageContaining("holds thesis.tex");
    assertThat(file).hasContent("text");
  }

  @Test
  void brokenFilesAreNamed() throws IOException {
    Trace trace;
    try (TraceWriter writer = open(false, 1)) {
      writer.write(0, tables(3, NumberType.F32));
      writer.write(1, tables(4, NumberType.F32));
      trace = writer.finish();
    }
    Path file = temp.resolve("trace/documents/000001.safetensors");
    byte[] whole = Files.readAllBytes(file);
    for (int bytes : new int[] {0, 7, 20, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, bytes));
      assertThatThrownBy(() -> trace.documents().forEach(TraceDocument::states))
          .isInstanceOf(PlumblineException.class)
          .hasMessageContaining("000001.safetensors");
    }
    Files.writeString(temp.resolve("trace/trace.json"), "{");
    assertThatThrownBy(() -> Trace.open(temp.resolve("trace")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("trace.json");
  }

  @Test
  void statesThatAreNoNumbersOrTooLargeAreRefused() {
    TraceTables tables = new TraceTables(new DocumentId("task", 0), "a", List.of("a"), List.of(1));
    assertThatThrownBy(
            () ->
                tables.putStates(
                    List.of(new float[] {0, 0}, new float[] {Float.NaN, 1}), 2, NumberType.F32))
        .hasMessageContaining("task, document 0: a state is not finite");
    assertThatThrownBy(
            () ->
                tables.putStates(
                    List.of(new float[] {0, 0}, new float[] {1e5f, 1}), 2, NumberType.F16))
        .hasMessageContaining("too large for float16");
  }
}
