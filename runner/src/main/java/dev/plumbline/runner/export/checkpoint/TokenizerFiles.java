package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A checkpoint's tokenizer.json, tokenizer_config.json and chat_template.jinja. */
public final class TokenizerFiles {
  private static final String CONFIG = "tokenizer_config.json";
  private static final String TEMPLATE = "chat_template.jinja";

  private final Path folder;
  private final TokenizerJson tokenizer;
  private final Optional<JsonNode> config;

  private TokenizerFiles(Path folder, TokenizerJson tokenizer, Optional<JsonNode> config) {
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.config = config;
  }

  public static TokenizerFiles read(Path folder) {
    Path file = folder.resolve(BundleFiles.TOKENIZER);
    TokenizerJson tokenizer = JsonFile.read(file, TokenizerJson.class);
    if (tokenizer == null || tokenizer.model() == null) {
      throw new PlumblineException(
          "%s: has no 'model', so it is no tokenizer; fetch it again".formatted(file));
    }
    Path config = folder.resolve(CONFIG);
    return new TokenizerFiles(
        folder,
        tokenizer,
        Files.isRegularFile(config) ? Optional.of(JsonFile.read(config)) : Optional.empty());
  }

  /** Refuses a tokenizer whose tokens the model has no embedding for. */
  public void requireWithin(int vocabSize) {
    if (tokenizer.largestId() >= vocabSize) {
      throw new PlumblineException(
          "%s: has a token with id %d where the model has %d; use the files of one model"
              .formatted(tokenizerJson(), tokenizer.largestId(), vocabSize));
    }
  }

  public Path tokenizerJson() {
    return folder.resolve(BundleFiles.TOKENIZER);
  }

  public SpecialTokens specialTokens() {
    return new SpecialTokens(
        special("bos_token"), special("eos_token"), special("pad_token"), List.of());
  }

  /** A token that tokenizer_config.json names, as text or as an object with its content. */
  private Optional<SpecialToken> special(String key) {
    return config
        .map(node -> node.path(key))
        .map(node -> node.isObject() ? node.path("content") : node)
        .filter(JsonNode::isTextual)
        .map(node -> new SpecialToken(node.textValue(), id(key, node.textValue())));
  }

  private int id(String key, String token) {
    return tokenizer
        .id(token)
        .orElseThrow(
            () ->
                new PlumblineException(
                    "%s: %s '%s' is not in %s; use the files of one model"
                        .formatted(folder.resolve(CONFIG), key, token, BundleFiles.TOKENIZER)));
  }

  /**
   * Jinja source: of chat_template.jinja, or else of tokenizer_config.json, there as text or as the
   * template named 'default' of several.
   */
  public Optional<String> chatTemplate() {
    Path file = folder.resolve(TEMPLATE);
    if (Files.isRegularFile(file)) {
      try {
        return Optional.of(Files.readString(file));
      } catch (IOException e) {
        throw new PlumblineException("%s: cannot be read (%s)".formatted(file, e), e);
      }
    }
    return config.map(node -> node.path("chat_template")).flatMap(TokenizerFiles::template);
  }

  private static Optional<String> template(JsonNode node) {
    for (JsonNode named : node.isArray() ? node : List.<JsonNode>of()) {
      if (named.path("name").asText().equals("default")) {
        return template(named.path("template"));
      }
    }
    return Optional.ofNullable(node.textValue());
  }
}
