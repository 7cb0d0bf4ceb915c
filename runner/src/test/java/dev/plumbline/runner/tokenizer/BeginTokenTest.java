package dev.plumbline.runner.tokenizer;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer that begins each text with a token of its own does so here, too, but not twice. */
class BeginTokenTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEGIN = "<|begin_text|>";

  @TempDir private Path folder;

  private Bundle bundle(boolean adds) throws IOException {
    Path bundle = Files.createDirectory(folder.resolve("bundle-" + adds));
    try (Stream<Path> files = Files.list(Path.of("..", "models", "embedded"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, bundle.resolve(file.getFileName().toString()));
      }
    }
    if (adds) {
      begins(bundle.resolve("tokenizer.json"));
      Path description = bundle.resolve("plumbline.json");
      ObjectNode json = (ObjectNode) JSON.readTree(description.toFile());
      Path file = bundle.resolve("tokenizer.json");
      ((ObjectNode) json.at("/files/tokenizer.json"))
          .put("sha256", new DigestUtils(SHA_256).digestAsHex(file))
          .put("bytes", Files.size(file));
      JSON.writeValue(description.toFile(), json);
    }
    return Bundle.open(bundle);
  }

  private static void begins(Path file) throws IOException {
    ObjectNode tokenizer = (ObjectNode) JSON.readTree(file.toFile());
    tokenizer.set(
        "post_processor",
        JSON.readTree(
            """
            {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "%1$s", "type_id": 0}},
                        {"Sequence": {"id": "A", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                      {"Sequence": {"id": "B", "type_id": 1}}],
             "special_tokens": {"%1$s": {"id": "%1$s", "ids": [0], "tokens": ["%1$s"]}}}
            """
                .formatted(BEGIN)));
    JSON.writeValue(file.toFile(), tokenizer);
  }

  @Test
  void tokenizerThatAddsTokensIsToldFromOneThatDoesNot() throws IOException {
    assertThat(RecurrentModel.addsSpecialTokens(bundle(true))).isTrue();
    assertThat(RecurrentModel.addsSpecialTokens(bundle(false))).isFalse();
  }

  @Test
  void textThatBeginsWithTheTokenGetsNoOther() throws IOException {
    Bundle bundle = bundle(true);
    try (Tokenizer adding = Tokenizer.open(bundle, true);
        Tokenizer plain = Tokenizer.open(bundle, false)) {
      List<Integer> text = plain.encode("plumb line");
      List<Integer> begun = new ArrayList<>(List.of(0));
      begun.addAll(text);
      assertThat(adding.encode("plumb line")).isEqualTo(begun);
      assertThat(adding.encode(BEGIN + "plumb line")).isEqualTo(begun);
      assertThat(plain.encode(BEGIN + "plumb line")).isEqualTo(begun);
      assertThat(adding.encodePlain("plumb line")).isEqualTo(text);
    }
  }
}
