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
}
