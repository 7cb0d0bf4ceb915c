package dev.plumbline.runner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.network.TruncatedNormal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {
  /** SHA-256 of "hello" (FIPS 180-4 implementations agree on it). */
  private static final FileEntry HELLO =
      new FileEntry("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", 5);

  private static final Network NETWORK =
      new Network(
          8,
          32,
          16,
          2.5,
          1,
          2,
          3,
          new Block(
              Block.Norms.SANDWICH_AROUND_SUM,
              new Attention(
                  2,
                  2,
                  4,
                  Attention.Bias.QUERY_KEY,
                  Attention.QueryKeyNorm.NONE,
                  new Rotary(Rotary.Pairs.INTERLEAVED, 50_000, new RotaryScaling.None())),
              12),
          new Injection.LinearAdapter(new TruncatedNormal(0.1, 3, 2.5)),
          Network.Update.REPLACE,
          Set.of(FinalNorm.BEFORE_CODA, FinalNorm.BEFORE_HEAD),
          false,
          false,
          1e-6);

  @TempDir Path folder;

  private static Description description() {
    return description(Model.of(NETWORK, new TrainedDepth.Drawn(4)));
  }

  private static Description description(Model model) {
    Map<String, FileEntry> files = new LinkedHashMap<>();
    BundleFiles.REQUIRED.forEach(name -> files.put(name, HELLO));
    return new Description(
        "tiny",
        "someone/tiny",
        Optional.empty(),
        Precision.BF16,
        model,
        new SpecialTokens(
            Optional.of(new SpecialToken("<s>", 1)),
            Optional.empty(),
            Optional.empty(),
            List.of(2, 3)),
        true,
        Optional.of("{{ messages }}\n"),
        files);
  }

  @BeforeEach
  void writeBundle() throws IOException {
    for (String name : BundleFiles.REQUIRED) {
      Files.writeString(folder.resolve(name), "hello");
    }
    Bundle.describe(folder, description());
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
    Bundle.describe(folder, description());
    assertThat(Bundle.open(folder).sha256()).isEqualTo(bundle.sha256());
  }

  @Test
  void descriptionOnDiskIsThatOfTheFormat() throws IOException {
    assertThat(json()).hasContent(resource("plumbline-3.json"));
  }

  @Test
  void firstFormatIsReadAsTheSameModel() throws IOException {
    Files.writeString(json(), resource("plumbline.json"));
    assertThat(Bundle.open(folder).description()).isEqualTo(withoutStops(description()));
  }

  @Test
  void secondFormatIsReadAsTheSameModel() throws IOException {
    Files.writeString(json(), resource("plumbline-2.json"));
    assertThat(Bundle.open(folder).description()).isEqualTo(withoutStops(description()));
  }

  /** Earlier formats do not know further stop tokens. */
  private static Description withoutStops(Description d) {
    SpecialTokens tokens = d.specialTokens();
    return new Description(
        d.name(),
        d.source(),
        d.license(),
        d.precision(),
        d.model(),
        new SpecialTokens(tokens.bos(), tokens.eos(), tokens.pad(), List.of()),
        false,
        d.chatTemplate(),
        d.files());
  }

  /** Numbers of the first format's bundles, worked out from its formulas by hand. */
  @Test
  void sizesAndCostsOfTheFirstFormatAreThoseThatItHad() throws IOException {
    Files.writeString(json(), resource("plumbline.json"));
    Bundle bundle = Bundle.open(folder);
    assertThat(bundle.shape())
        .isEqualTo(
            new ModelShape(8, 32, 16, new CacheShape(1, 2, 3, 2, 4), 12 * 8 + 4 * 12 + 2 * 32));
    assertThat(bundle.costs().terms())
        .containsExactly(
            new CostTable.Term("layer", 4 * 64 + 3 * 8 * 12, 16, 1 + 3, 2),
            new CostTable.Term("adapter", 64, 0, 1, 1),
            new CostTable.Term("head", 8 * 32, 0, 1, 0));
    assertThat(bundle.initialState()).contains(new TruncatedNormal(0.1, 3, 2.5));
    assertThat(bundle.description().model().network().parameters()).isEqualTo(4200);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = BundleTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void modelWhoseStateThePreludeMakesIsRead() throws IOException {
    Network plain =
        new Network(
            8,
            32,
            16,
            1,
            0,
            2,
            0,
            new Block(
                Block.Norms.PRE,
                new Attention(
                    4,
                    2,
                    6,
                    Attention.Bias.QUERY_KEY_VALUE,
                    Attention.QueryKeyNorm.PER_HEAD,
                    new Rotary(
                        Rotary.Pairs.HALF_SPLIT, 1e6, new RotaryScaling.Llama3(8, 1, 4, 8192))),
                12),
            new Injection.None(),
            Network.Update.REPLACE,
            Set.of(FinalNorm.AFTER_ITERATION),
            true,
            true,
            1e-5);
    Description written = description(Model.of(plain, new TrainedDepth.UpTo(4)));
    Bundle.describe(folder, written);
    Bundle bundle = Bundle.open(folder);
    assertThat(bundle.description()).isEqualTo(written);
    assertThat(bundle.initialState()).isEmpty();
    assertThat(bundle.shape().caches()).isEqualTo(new CacheShape(0, 2, 0, 2, 6));
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
          "format" : 3                   | "format" : 4        | format is 4; this version of Plumbline reads 1 to 3
          "format" : 3                   | "format" : "3"      | format is "3"; this version of Plumbline reads 1 to 3
          "format" : 3,                  |                     | format is missing; this version of Plumbline reads 1 to 3
          "activation_floats" : 208      | "activation_floats" : 0 | activation_floats must be at least 1, got 0
          "core_layers" : 2              | "core_layers" : 5000| core_layers must be at most 4096, got 5000
          "macs" : 64                    | "macs" : -64        | costs: a term needs a name and no negative number, got adapter, -64, 0, 1, 1
          "costs" :                      | "cost" :            | costs: wrong or missing value
          "key_value_heads" : 2          | "key_value_heads" : "two" | network.block.attention.key_value_heads: wrong or missing value
          "key_value_heads" : 2          | "key_value_heads" : 3 | key_value_heads must be at most 2, got 3
          "linear_adapter"               | "add"               | network.injection: wrong or missing value
          "interleaved"                  | "thirds"            | network.block.attention.rotary.pairs: wrong or missing value
          "bias" : "query_key"           | "bias" : "all"      | network.block.attention.bias: wrong or missing value
          "stops" : [ 2, 3 ]             | "stops" : [ 2, 32 ] | special_tokens: a stop token has id 32, outside the vocabulary of 32
          "stops" : [ 2, 3 ]             | "stops" : [ null ]  | special_tokens.stops must be a list of token ids
          "precision" : "bf16"           | "precision" : "fp8" | unknown precision 'fp8'; use one of fp32, bf16, int8
          "distribution" : "truncated_normal" | "distribution" : "normal" | initial_state: wrong or missing value
          "core.onnx" :                  | "../core.onnx" :    | files: '../core.onnx' is no plain file name; a bundle's files lie in its own folder
          "core.onnx" :                  | "/core.onnx" :      | files: '/core.onnx' is no plain file name; a bundle's files lie in its own folder
          "core.onnx" :                  | "more.onnx" :       | files: 'core.onnx' is not listed
          "id" : 1                       | "id" : 32           | special_tokens: '<s>' has id 32, outside the vocabulary of 32
          "format" : 3,                  | "format" : 3;       | line 2 is not valid JSON
          """)
  void changedDescriptionIsRefused(String from, String to, String reason) throws IOException {
    refusedAfter(from, to, reason);
  }

  /** The same in the first format. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "architecture" : "huginn_raven"| "architecture" : "x"| architecture is "x"; this version of Plumbline reads huginn_raven
          "n_heads" : 2                  | "n_heads" : 3       | n_embd must be n_heads times an even head_dim, got n_embd 8, n_heads 3, head_dim 4
          "n_heads" : 2                  | "n_heads" : "two"   | n_heads: wrong or missing value
          "n_heads" : 2,                 |                     | n_heads: wrong or missing value
          "precision" : "bf16"           | "precision" : "fp8" | unknown precision 'fp8'; use one of fp32, bf16, int8
          "distribution" : "truncated_normal" | "distribution" : "normal" | state_init.distribution must be 'truncated_normal', got 'normal'
          "core.onnx" :                  | "../core.onnx" :    | files: '../core.onnx' is no plain file name; a bundle's files lie in its own folder
          "id" : 1                       | "id" : 32           | special_tokens: '<s>' has id 32, outside the vocabulary of 32
          "format" : 1,                  | "format" : 1;       | line 2 is not valid JSON
          """)
  void changedDescriptionOfTheFirstFormatIsRefused(String from, String to, String reason)
      throws IOException {
    Files.writeString(json(), resource("plumbline.json"));
    refusedAfter(from, to, reason);
  }

  private void refusedAfter(String from, String to, String reason) throws IOException {
    String written = Files.readString(json());
    assertThat(written).contains(from);
    Files.writeString(json(), written.replace(from, to == null ? "" : to));
    refused("%s: %s; export the checkpoint again", json(), reason);
  }
}
