package dev.plumbline.runner.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFilesTest {

  @TempDir Path temp;

  @BeforeEach
  void writeTokenizer() throws IOException {
    write(
        "tokenizer.json",
        """
        {"model": {"vocab": {"x": 0, "</s>": 3}, "merges": []},
         "added_tokens": [{"content": "<s>", "id": 7, "special": true}]}
        """);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(temp.resolve(file), text);
  }

  @Test
  void specialTokensComeAsTextOrAsObjects() throws IOException {
    write(
        "tokenizer_config.json",
        """
        {"bos_token": "<s>", "eos_token": {"content": "</s>", "lstrip": false}, "pad_token": null}
        """);
    assertThat(TokenizerFiles.read(temp).specialTokens())
        .isEqualTo(
            new SpecialTokens(
                Optional.of(new SpecialToken("<s>", 7)),
                Optional.of(new SpecialToken("</s>", 3)),
                Optional.empty(),
                List.of()));
  }

  @Test
  void withoutTokenizerConfigThereAreNoSpecialTokensAndNoTemplate() {
    TokenizerFiles files = TokenizerFiles.read(temp);
    assertThat(files.specialTokens())
        .isEqualTo(
            new SpecialTokens(Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    assertThat(files.chatTemplate()).isEmpty();
  }

  @Test
  void templateFileWinsOverTheOneInTheConfig() throws IOException {
    write("tokenizer_config.json", "{\"chat_template\": \"old\"}");
    assertThat(TokenizerFiles.read(temp).chatTemplate()).contains("old");
    write("chat_template.jinja", "new\n");
    assertThat(TokenizerFiles.read(temp).chatTemplate()).contains("new\n");
  }

  @Test
  void defaultTemplateOfSeveralIsTaken() throws IOException {
    write(
        "tokenizer_config.json",
        """
        {"chat_template": [{"name": "tool_use", "template": "t"}, {"name": "default", "template": "d"}]}
        """);
    assertThat(TokenizerFiles.read(temp).chatTemplate()).contains("d");
  }

  @Test
  void specialTokenThatTheTokenizerLacksIsRefused() throws IOException {
    write("tokenizer_config.json", "{\"eos_token\": \"<end>\"}");
    assertThatThrownBy(() -> TokenizerFiles.read(temp).specialTokens())
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: eos_token '<end>' is not in tokenizer.json; use the files of one model",
            temp.resolve("tokenizer_config.json"));
  }

  private static List<Integer> stops(Path folder) {
    return TokenizerFiles.read(folder).specialTokens().stops();
  }

  @Test
  void stopsAreTheEndTokensOfTheGenerationButTheTokenizersOwn() throws IOException {
    write("tokenizer_config.json", "{\"eos_token\": \"</s>\"}");
    write("config.json", "{\"eos_token_id\": 9}");
    assertThat(stops(temp)).containsExactly(9);
    write("generation_config.json", "{\"eos_token_id\": [7, 3, 8]}");
    assertThat(stops(temp)).containsExactly(7, 8);
    write("generation_config.json", "{\"eos_token_id\": 3}");
    assertThat(stops(temp)).isEmpty();
  }

  /** The file is all that transformers looks at, even where it names no token. */
  @Test
  void generationConfigWithoutAnEndTokenHasNoStops() throws IOException {
    write("config.json", "{\"eos_token_id\": 9}");
    write("generation_config.json", "{\"bos_token_id\": 7}");
    assertThat(stops(temp)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"</s>\"", "[3, null]", "-1", "1.5"})
  void endTokenThatIsNoIdIsRefused(String value) throws IOException {
    write("generation_config.json", "{\"eos_token_id\": %s}".formatted(value));
    assertThatThrownBy(() -> stops(temp))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: eos_token_id is %s; supported is a token's id or a list of them",
            temp.resolve("generation_config.json"), value.replace(" ", ""));
  }

  @Test
  void specialTokensOfOlderTransformersAreInAFileOfTheirOwn() throws IOException {
    write("tokenizer_config.json", "{\"bos_token\": \"x\"}");
    write("special_tokens_map.json", "{\"bos_token\": {\"content\": \"<s>\"}}");
    assertThat(TokenizerFiles.read(temp).specialTokens().bos())
        .contains(new SpecialToken("<s>", 7));
    write("tokenizer_config.json", "{\"bos_token\": \"x\", \"added_tokens_decoder\": {}}");
    assertThat(TokenizerFiles.read(temp).specialTokens().bos()).contains(new SpecialToken("x", 0));
  }

  @Test
  void furtherTemplateFilesStandBesideTheDefault() throws IOException {
    write("tokenizer_config.json", "{\"chat_template\": \"old\"}");
    write("chat_template.jinja", "plain");
    Files.createDirectory(temp.resolve("additional_chat_templates"));
    write("additional_chat_templates/rag.jinja", "rag");
    assertThat(TokenizerFiles.read(temp).chatTemplate()).contains("plain");
  }

  @Test
  void templatesWithoutADefaultAreRefusedByName() throws IOException {
    write(
        "tokenizer_config.json",
        """
        {"chat_template": [{"name": "tool_use", "template": "t"}, {"name": "rag", "template": "r"}]}
        """);
    assertThatThrownBy(() -> TokenizerFiles.read(temp).chatTemplate())
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: has the chat templates rag, tool_use and none of the name default; give one that"
                + " name",
            temp.resolve("tokenizer_config.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "3                     | 3",
        "[{\"name\": \"default\"}] | none",
        "{\"default\": [1]}      | [1]"
      })
  void templateThatIsNoTextIsRefused(String template, String found) throws IOException {
    write("tokenizer_config.json", "{\"chat_template\": %s}".formatted(template));
    assertThatThrownBy(() -> TokenizerFiles.read(temp).chatTemplate())
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: chat_template needs text, or names and texts, found %s",
            temp.resolve("tokenizer_config.json"), found);
  }
}
