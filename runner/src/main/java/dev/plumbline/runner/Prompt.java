package dev.plumbline.runner;

import dev.plumbline.runner.bundle.ModelException;
import java.util.List;
import java.util.Optional;

/**
 * A request for a generation, tokenized.
 *
 * @param truncated whether tokens were cut from the left to leave room for the new ones
 */
record Prompt(Request.Generation request, List<Integer> tokens, boolean truncated) {

  static Prompt of(
      Request.Generation request,
      Tokenizer tokenizer,
      Optional<Integer> prefixToken,
      int blockSize) {
    int room = blockSize - request.maxTokens();
    if (room < 1) {
      throw new ModelException(
          "%d tokens to generate leave no room for a prompt in the model's block size of %d; generate fewer"
              .formatted(request.maxTokens(), blockSize));
    }
    List<Integer> tokens = tokenizer.encode(request.prompt());
    if (tokens.isEmpty()) {
      return new Prompt(request, List.of(prefix(prefixToken)), false);
    }
    int cut = Math.max(0, tokens.size() - room);
    return new Prompt(request, tokens.subList(cut, tokens.size()), cut > 0);
  }

  /** The token that stands for an empty prompt. */
  static int prefix(Optional<Integer> prefixToken) {
    return prefixToken.orElseThrow(
        () ->
            new UnanswerableException(
                "the prompt is empty, and the model has no begin or end token to stand for it"));
  }

  /** Slots that the prompt and all new tokens take. */
  int capacity() {
    return Layout.roundUp(tokens.size() + request.maxTokens());
  }
}
