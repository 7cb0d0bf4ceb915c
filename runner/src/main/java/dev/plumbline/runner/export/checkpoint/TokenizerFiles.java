package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A checkpoint's tokenizer.json and what belongs to it: special tokens and chat templates. */
public final class TokenizerFiles {
  private static final String CONFIG = "tokenizer_config.json";
  private static final String MAP = "special_tokens_map.json";

  private final Path folder;
  private final TokenizerJson tokenizer;
  private final ObjectNode config;

  private TokenizerFiles(Path folder, TokenizerJson tokenizer, ObjectNode config) {
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
    return new TokenizerFiles(folder, tokenizer, config(folder));
  }

  /**
   * tokenizer_config.json. Where it lacks {@code added_tokens_decoder} it is of an older
   * transformers, which kept the special tokens in special_tokens_map.json.
   */
  private static ObjectNode config(Path folder) {
    Path file = folder.resolve(CONFIG);
    Path map = folder.resolve(MAP);
    ObjectNode config =
        Files.isRegularFile(file)
            ? (ObjectNode) JsonFile.read(file)
            : JsonNodeFactory.instance.objectNode();
    if (!config.has("added_tokens_decoder") && Files.isRegularFile(map)) {
      config.setAll((ObjectNode) JsonFile.read(map));
    }
    return config;
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
    Optional<SpecialToken> eos = special("eos_token");
    List<Integer> stops =
        StopTokens.read(folder).stream()
            .distinct()
            .filter(id -> eos.isEmpty() || eos.get().id() != id)
            .toList();
    return new SpecialTokens(special("bos_token"), eos, special("pad_token"), stops);
  }

  /** A token, as text or as an object with its content. */
  private Optional<SpecialToken> special(String key) {
    return Optional.of(config.path(key))
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

  /** Whether decoded texts lose the spaces before punctuation. */
  public boolean cleanUpSpaces() {
    return config.path("clean_up_tokenization_spaces").asBoolean(false);
  }

  /** Jinja source of the template of a plain conversation. */
  public Optional<String> chatTemplate() {
    return ChatTemplates.read(folder, folder.resolve(CONFIG), config).ofConversations();
  }
}
