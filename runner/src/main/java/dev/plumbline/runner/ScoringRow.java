package dev.plumbline.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request for log-likelihoods as a row of the model: the context once, the continuations as its
 * branches.
 *
 * @param choices per continuation, which node's logits predict which token
 * @param truncated whether a sequence was cut from the left to the block size
 */
record ScoringRow(TokenTree tree, List<List<Prediction>> choices, boolean truncated) {

  /**
   * @param node whose logits predict
   * @param token the token that comes
   */
  record Prediction(int node, int token) {}

  /**
   * Tokenizes as lm-evaluation-harness does (api/model.py, {@code _encode_pair}): spaces at the
   * context's end go to the continuation, and the continuation's tokens are those of the whole text
   * behind the context's own number of tokens.
   *
   * @param prefixToken stands for an empty context
   */
  static ScoringRow of(
      Request.Loglikelihood request,
      Tokenizer tokenizer,
      Optional<Integer> prefixToken,
      int blockSize) {
    TokenTree tree = new TokenTree();
    List<List<Prediction>> choices = new ArrayList<>();
    boolean truncated = false;
    for (String continuation : request.continuations()) {
      Pair pair = Pair.of(request.context(), continuation, tokenizer, prefixToken);
      int length = pair.continuation.size();
      if (length == 0 || length > blockSize) {
        throw new UnanswerableException(
            "continuation '%s' has %d tokens; it needs 1 to %d (the block size)"
                .formatted(abbreviate(continuation), length, blockSize));
      }
      List<Integer> whole = new ArrayList<>(pair.context);
      whole.addAll(pair.continuation);
      int cut = Math.max(0, whole.size() - (blockSize + 1));
      truncated |= cut > 0;
      // The last token is only predicted, never read.
      List<Integer> path = tree.add(whole.subList(cut, whole.size() - 1));
      List<Prediction> predictions = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        int node = path.get(path.size() - length + i);
        predictions.add(new Prediction(node, pair.continuation.get(i)));
      }
      choices.add(predictions);
    }
    return new ScoringRow(tree, choices, truncated);
  }

  private static String abbreviate(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private record Pair(List<Integer> context, List<Integer> continuation) {
    static Pair of(
        String context, String continuation, Tokenizer tokenizer, Optional<Integer> prefixToken) {
      if (context.isEmpty()) {
        int prefix = Prompt.prefix(prefixToken);
        List<Integer> tokens = tokenizer.encodePlain(continuation);
        return !tokens.isEmpty() && tokens.get(0) == prefix
            ? new Pair(tokens.subList(0, 1), tokens.subList(1, tokens.size()))
            : new Pair(List.of(prefix), tokens);
      }
      String stripped = PythonSpace.stripTrailing(context);
      List<Integer> whole = tokenizer.encode(context + continuation);
      List<Integer> head = tokenizer.encode(stripped);
      int split = Math.min(head.size(), whole.size());
      return new Pair(head, whole.subList(split, whole.size()));
    }
  }
}
