package dev.plumbline.runner.export.checkpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plumbline.runner.bundle.Model;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What is needed of a tokenizer.json; its merges may be large and are skipped.
 *
 * @param model null if the file has none
 */
record TokenizerJson(Model model, @JsonProperty("added_tokens") List<AddedToken> addedTokens) {
  TokenizerJson {
    addedTokens = addedTokens == null ? List.of() : List.copyOf(addedTokens);
  }

  /**
   * The model's own tokens.
   *
   * @param vocab token to id, or a list of tokens whose places are the ids
   */
  record Model(JsonNode vocab) {
    Model {
      vocab = vocab == null ? MissingNode.getInstance() : vocab;
    }

    private int largestId() {
      return vocab.isArray()
          ? vocab.size() - 1
          : StreamSupport.stream(vocab.spliterator(), false)
              .mapToInt(JsonNode::asInt)
              .max()
              .orElse(-1);
    }
  }

  record AddedToken(String content, int id) {}

  OptionalInt id(String token) {
    JsonNode own = model.vocab.path(token);
    return IntStream.concat(
            addedTokens.stream()
                .filter(added -> token.equals(added.content))
                .mapToInt(AddedToken::id),
            own.canConvertToInt() ? IntStream.of(own.intValue()) : IntStream.empty())
        .findFirst();
  }

  int largestId() {
    return addedTokens.stream().mapToInt(AddedToken::id).reduce(model.largestId(), Math::max);
  }
}
