package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sampling;
import java.util.List;
import java.util.Optional;

/**
 * A request for a generation, tokenized.
 *
 * @param shared how many of the first tokens are the shared prefix's
 * @param truncated whether tokens were cut from the left to leave room for the new ones
 */
record Prompt(Request.Generation request, List<Integer> tokens, int shared, boolean truncated) {

  static Prompt of(
      Request.Generation request,
      Tokenizer tokenizer,
      List<Integer> sharedPrefix,
      Optional<Integer> prefixToken,
      int blockSize) {
    int room = blockSize - request.maxTokens();
    if (room < 1) {
      throw new PlumblineException(
          "%d tokens to generate leave no room for a prompt in the model's block size of %d; generate fewer"
              .formatted(request.maxTokens(), blockSize));
    }
    List<Integer> tokens = tokenizer.encode(request.prompt());
    if (tokens.isEmpty()) {
      return new Prompt(request, List.of(prefix(prefixToken)), 0, false);
    }
    int cut = Math.max(0, tokens.size() - room);
    int shared = cut > 0 ? 0 : SharedPrefix.common(sharedPrefix, tokens);
    return new Prompt(request, tokens.subList(cut, tokens.size()), shared, cut > 0);
  }

  /** The token that stands for an empty prompt. */
  static int prefix(Optional<Integer> prefixToken) {
    return prefixToken.orElseThrow(
        () ->
            new UnanswerableException(
                "the prompt is empty, and the model has no begin or end token to stand for it"));
  }

  boolean sampled() {
    return request.sampling() instanceof Sampling.Random;
  }

  /** How many tokens are read for this prompt alone. */
  int own() {
    return tokens.size() - shared;
  }

  /** Slots that the prompt's own and all new tokens take. */
  int capacity() {
    return Layout.roundUp(own() + request.maxTokens());
  }
}
