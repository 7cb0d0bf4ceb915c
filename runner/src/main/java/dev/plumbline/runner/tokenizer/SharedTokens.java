package dev.plumbline.runner.tokenizer;

import java.util.List;

/**
 * Tokens with which all requests of a group begin, such as few-shot examples.
 *
 * @param tokens empty where nothing is shared
 */
public record SharedTokens(List<Integer> tokens) {
  /** Fewer tokens are not worth the slower attention that goes with sharing. */
  private static final int LEAST = 32;

  public static final SharedTokens NONE = new SharedTokens(List.of());

  /**
   * These tokens, or none where sharing them does not pay, or whatever they begin is cut from the
   * left to the block size.
   */
  public static SharedTokens of(List<Integer> tokens, int blockSize) {
    return tokens.size() < LEAST || tokens.size() >= blockSize ? NONE : new SharedTokens(tokens);
  }

  /** How many tokens a sequence has in common with these, one of its own left at least. */
  public int common(List<Integer> sequence) {
    int most = Math.min(tokens.size(), sequence.size() - 1);
    int length = 0;
    while (length < most && tokens.get(length).equals(sequence.get(length))) {
      length++;
    }
    return length;
  }
}
