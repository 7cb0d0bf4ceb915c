package dev.plumbline.runner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Architecture.StateInit;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {
  /** SHA-256 of "hello" (FIPS 180-4 implementations agree on it). */
  private static final FileEntry HELLO =
      new FileEntry("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", 5);

  @TempDir Path folder;

  private static Description description() {
    Map<String, FileEntry> files = new LinkedHashMap<>();
    BundleFiles.REQUIRED.forEach(name -> files.put(name, HELLO));
    return new Description(
        "tiny",
        "someone/tiny",
        Optional.empty(),
        Precision.BF16,
        new Architecture(
            8,
            2,
            4,
            12,
            32,
            16,
            1,
            2,
            3,
            1e-6,
            50_000,
            true,
            false,
            2.5,
            new StateInit("truncated_normal", 0.1, 3, 2.5),
            4),
        new SpecialTokens(
            Optional.of(new SpecialToken("<s>", 1)), Optional.empty(), Optional.empty()),
        Optional.of("{{ messages }}\n"),
        files);
  }

  @BeforeEach
  void writeBundle() throws IOException {
    for (String name : BundleFiles.REQUIRED) {
      Files.writeString(folder.resolve(name), "hello");
    }
    description().write(folder);
  }

  private Path json() {
    return folder.resolve("plumbline.json");
  }

  private void refused(String message, Object... args) {
    assertThatThrownBy(() -> Bundle.open(folder))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(message, args);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Bundle bundle = Bundle.open(folder);
    assertThat(bundle.description()).isEqualTo(description());
    assertThat(bundle.file("core.onnx")).isEqualTo(folder.resolve("core.onnx"));
    assertThat(bundle.sha256()).hasSize(64);
    description().write(folder);
    assertThat(Bundle.open(folder).sha256()).isEqualTo(bundle.sha256());
  }

  @Test
  void descriptionOnDiskIsThatOfTheFormat() throws IOException {
    String expected =
        new String(
            BundleTest.class.getResourceAsStream("plumbline.json").readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(json()).hasContent(expected);
  }

  @Test
  void folderWithoutDescriptionIsNoBundle() throws IOException {
    Files.delete(json());
    refused(
        "%s: not a bundle, it has no plumbline.json; make one with plumbline export --from"
            + " CHECKPOINT --to BUNDLE",
        folder);
  }

  @Test
  void missingFileIsNamed() throws IOException {
    Files.delete(folder.resolve("coda.onnx"));
    refused("%s: missing; export the checkpoint again", folder.resolve("coda.onnx"));
  }

  @Test
  void fileOfAnotherSizeIsNamed() throws IOException {
    Files.writeString(folder.resolve("weights.bin"), "hell");
    refused(
        "%s: has 4 bytes where plumbline.json says 5; export the checkpoint again",
        folder.resolve("weights.bin"));
  }

  @Test
  void fileOfAnotherHashIsNamed() throws IOException {
    Files.writeString(folder.resolve("weights.bin"), "hallo");
    refused(
        "%s: has SHA-256 d3751d33f9cd5049c4af2b462735457e4d3baf130bcbb87f389e349fbaeb20b9 where"
            + " plumbline.json says %s; export the checkpoint again",
        folder.resolve("weights.bin"), HELLO.sha256());
  }

  /** A change to plumbline.json and what is then said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "format" : 1                   | "format" : 2        | format is 2; this version of Plumbline reads 1
          "architecture" : "huginn_raven"| "architecture" : "x"| architecture is "x"; this version of Plumbline reads huginn_raven
          "n_heads" : 2                  | "n_heads" : 3       | n_embd must be n_heads times an even head_dim, got n_embd 8, n_heads 3, head_dim 4
          "n_heads" : 2                  | "n_heads" : "two"   | n_heads: wrong or missing value
          "n_heads" : 2,                 |                     | n_heads: wrong or missing value
          "precision" : "bf16"           | "precision" : "fp8" | unknown precision 'fp8'; use one of fp32, bf16, int8
          "distribution" : "truncated_normal" | "distribution" : "normal" | state_init.distribution must be 'truncated_normal', got 'normal'
          "core.onnx" :                  | "../core.onnx" :    | files: '../core.onnx' is no plain file name; a bundle's files lie in its own folder
          "core.onnx" :                  | "/core.onnx" :      | files: '/core.onnx' is no plain file name; a bundle's files lie in its own folder
          "core.onnx" :                  | "more.onnx" :       | files: 'core.onnx' is not listed
          "id" : 1                       | "id" : 32           | special_tokens: '<s>' has id 32, outside the vocabulary of 32
          "format" : 1,                  | "format" : 1;       | line 2 is not valid JSON
          """)
  void changedDescriptionIsRefused(String from, String to, String reason) throws IOException {
    String written = Files.readString(json());
    assertThat(written).contains(from);
    Files.writeString(json(), written.replace(from, to == null ? "" : to));
    refused("%s: %s; export the checkpoint again", json(), reason);
  }
}
