package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.tokenizer.SharedTokens;
import dev.plumbline.runner.tokenizer.Tokenizer;
import dev.plumbline.runner.tokenizer.UnanswerableException;
import java.util.List;
import java.util.Optional;

/** A request for a text, tokenized. */
public final class Prompt {
  private final Request.GenerateUntil request;
  private final Decoding decoding;
  private final List<String> stops;
  private final List<Integer> tokens;
  private final int shared;
  private final boolean truncated;

  private Prompt(
      Request.GenerateUntil request,
      Decoding decoding,
      List<Integer> tokens,
      int shared,
      boolean truncated) {
    this.request = request;
    this.decoding = decoding;
    this.stops = request.until().stream().filter(stop -> !stop.isEmpty()).toList();
    this.tokens = tokens;
    this.shared = shared;
    this.truncated = truncated;
  }

  /**
   * Tokenizes a request.
   *
   * @throws IllegalArgumentException if it does not say how to decode
   * @throws PlumblineException if the new tokens leave no room for a prompt
   * @throws UnanswerableException if the context is empty and no token stands for it
   */
  public static Prompt of(
      Request.GenerateUntil request,
      Tokenizer tokenizer,
      SharedTokens sharedPrefix,
      int blockSize) {
    Decoding decoding =
        request
            .decoding()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        request.document() + ": the request does not say how to decode"));
    int room = blockSize - decoding.maxTokens();
    if (room < 1) {
      throw new PlumblineException(
          "%d tokens to generate leave no room for a prompt in the model's block size of %d; generate fewer"
              .formatted(decoding.maxTokens(), blockSize));
    }
    List<Integer> tokens = tokenizer.encode(request.context());
    if (tokens.isEmpty()) {
      return new Prompt(request, decoding, List.of(tokenizer.prefixToken()), 0, false);
    }
    int cut = Math.max(0, tokens.size() - room);
    int shared = cut > 0 ? 0 : sharedPrefix.common(tokens);
    List<Integer> kept = tokens.subList(cut, tokens.size());
    return new Prompt(request, decoding, kept, shared, cut > 0);
  }

  public Request.GenerateUntil request() {
    return request;
  }

  public int maxTokens() {
    return decoding.maxTokens();
  }

  /** How its tokens are drawn; absent where each is the most likely one. */
  Optional<Sampling.Random> sampling() {
    return decoding.sampling().match(greedy -> Optional.empty(), Optional::of);
  }

  /** The strings that end its text, none of them empty. */
  List<String> stops() {
    return stops;
  }

  public List<Integer> tokens() {
    return tokens;
  }

  /** How many of the first tokens are the shared prefix's. */
  int shared() {
    return shared;
  }

  /** Whether tokens were cut from the left to leave room for the new ones. */
  public boolean truncated() {
    return truncated;
  }

  /** How many tokens are read for this prompt alone. */
  int own() {
    return tokens.size() - shared;
  }

  /** Slots that the prompt's own and all new tokens take. */
  int capacity() {
    return PackedBatch.roundUp(own() + decoding.maxTokens());
  }
}
