package dev.plumbline.runner;

import dev.plumbline.protocol.Sampling;
import dev.plumbline.runner.Recurrence.Head;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One sequence being generated at one depth. */
final class GeneratedSequence {
  private final Prompt prompt;
  private final int iterations;
  private final Tokenizer tokenizer;
  private final List<String> stops;
  private final int lookBack;
  private final Optional<Integer> endToken;
  private final List<Integer> tokens = new ArrayList<>();
  private String error;
  private boolean stopped;

  GeneratedSequence(
      Prompt prompt, int iterations, Tokenizer tokenizer, Optional<Integer> endToken) {
    this.prompt = prompt;
    this.iterations = iterations;
    this.tokenizer = tokenizer;
    this.endToken = endToken;
    stops =
        Stream.concat(
                prompt.request().until().stream(),
                endToken.stream().map(token -> tokenizer.decodeAll(List.of(token))))
            .toList();
    // A token is at least one byte, and a character cut at the window's edge at most three more.
    lookBack = 3 + stops.stream().mapToInt(GeneratedSequence::utf8Length).max().orElse(0);
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  Prompt prompt() {
    return prompt;
  }

  boolean sampled() {
    return prompt.sampled();
  }

  boolean finished() {
    return stopped || error != null || tokens.size() == prompt.request().maxTokens();
  }

  /** The depth it decodes at. */
  int iterations() {
    return iterations;
  }

  /** Tokens of the shared prefix that it sees. */
  int shared() {
    return prompt.shared();
  }

  /** Tokens behind the shared prefix that the model has read: all but the last new one. */
  int read() {
    return prompt.own() + Math.max(0, tokens.size() - 1);
  }

  /** Slots that all tokens behind the shared prefix can take. */
  int capacity() {
    return prompt.capacity();
  }

  /** What the model reads next; a sequence that failed before its first token idles on 0. */
  int lastToken() {
    return tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1);
  }

  /** What it took so far. */
  Reading reading(int sharedTokens) {
    long tokens = read();
    long visibleKeys = tokens * prompt.shared() + tokens * (tokens + 1) / 2;
    return new Reading(prompt.truncated(), tokens, visibleKeys, sharedTokens);
  }

  /** Takes the next token from the logits at one place of a call. */
  void append(Head head, int place) {
    if (finished()) {
      return;
    }
    if (Float.isNaN(head.targetLogprob().get(place))) {
      error = "the model's logits are not numbers at new token %d".formatted(tokens.size());
      return;
    }
    int token =
        prompt.request().sampling() instanceof Sampling.Random random
            ? Sampler.sample(head.logitsAt(place), random, iterations, tokens.size())
            : (int) head.argmax().get(place);
    tokens.add(token);
    stopped = endToken.equals(Optional.of(token)) || stopsIn(tokenizer.decodeAll(recentTokens()));
  }

  private List<Integer> recentTokens() {
    return tokens.subList(Math.max(0, tokens.size() - lookBack), tokens.size());
  }

  private boolean stopsIn(String text) {
    return stops.stream().anyMatch(text::contains);
  }

  Answer answer() {
    if (error != null) {
      return new Answer.Failed(error);
    }
    String text = tokenizer.decode(tokens);
    for (String stop : stops) {
      int at = text.indexOf(stop);
      text = at < 0 ? text : text.substring(0, at);
    }
    return new Answer.Generation(text, tokens);
  }
}
