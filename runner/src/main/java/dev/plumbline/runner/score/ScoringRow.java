package dev.plumbline.runner.score;

import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Usage;
import dev.plumbline.protocol.text.PythonSpace;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.tokenizer.IntList;
import dev.plumbline.runner.tokenizer.SharedTokens;
import dev.plumbline.runner.tokenizer.Tokenizer;
import dev.plumbline.runner.tokenizer.UnanswerableException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One request for log-likelihoods as a row of the model: the context once, the continuations as its
 * branches.
 *
 * @param choices one per continuation
 * @param truncated whether a sequence was cut from the left to the block size
 */
public record ScoringRow(
    Request.Loglikelihoods request, TokenTree tree, List<Choice> choices, boolean truncated) {

  /**
   * A continuation.
   *
   * @param tokens that it consists of
   * @param nodes as many, whose logits predict them
   */
  public record Choice(List<Integer> tokens, List<Integer> nodes) {}

  /**
   * Tokenizes as lm-evaluation-harness does (api/model.py, {@code _encode_pair}): spaces at the
   * context's end go to the continuation, and the continuation's tokens are those of the whole text
   * behind the context's own number of tokens.
   *
   * @param sharedPrefix tokens that need not be read again where all continuations' contexts begin
   *     with them
   * @throws UnanswerableException if a continuation has no tokens, or more than the block; if a
   *     context has none
   * @throws IllegalArgumentException if there is no continuation or an empty one
   */
  public static ScoringRow of(
      Request.Loglikelihoods request,
      Tokenizer tokenizer,
      SharedTokens sharedPrefix,
      int blockSize) {
    if (request.continuations().isEmpty() || request.continuations().contains("")) {
      throw new IllegalArgumentException(
          "continuations must not be empty: " + request.continuations());
    }
    List<Pair> pairs = new ArrayList<>();
    boolean truncated = false;
    int shared = Integer.MAX_VALUE;
    for (int i = 0; i < request.continuations().size(); i++) {
      String continuation = request.continuations().get(i);
      Pair pair = Pair.of(request.context(i), continuation, tokenizer);
      int length = pair.continuation.size();
      if (length == 0 || length > blockSize) {
        throw new UnanswerableException(
            "continuation '%s' has %d tokens; it needs 1 to %d (the block size)"
                .formatted(abbreviate(continuation), length, blockSize));
      }
      truncated |= pair.cut(blockSize) > 0;
      shared = Math.min(shared, sharedPrefix.common(pair.context));
      pairs.add(pair);
    }
    if (truncated) {
      shared = 0;
    }
    return row(request, pairs, shared, blockSize);
  }

  /** A text that is read in windows: a row for each, of a request of its own. */
  static List<ScoringRow> windows(
      Request.Loglikelihoods request, Tokenizer tokenizer, int blockSize) {
    return Pair.windows(request.continuations().get(0), tokenizer, blockSize).stream()
        .map(pair -> row(request.sharing(""), List.of(pair), 0, blockSize))
        .toList();
  }

  private static ScoringRow row(
      Request.Loglikelihoods request, List<Pair> pairs, int shared, int blockSize) {
    TokenTree tree = new TokenTree(shared);
    List<Choice> choices = new ArrayList<>();
    for (Pair pair : pairs) {
      List<Integer> path = tree.add(pair.read(Math.max(shared, pair.cut(blockSize))));
      int first = path.size() - pair.continuation.size();
      choices.add(
          new Choice(
              IntList.copyOf(pair.continuation), IntList.copyOf(path.subList(first, path.size()))));
    }
    return new ScoringRow(
        request,
        tree.finished(),
        choices,
        pairs.stream().anyMatch(pair -> pair.cut(blockSize) > 0));
  }

  /** Which tokens of the batch predict, continuation by continuation. */
  public static long[] places(List<ScoringRow> rows, PackedBatch batch) {
    return IntStream.range(0, rows.size())
        .boxed()
        .flatMapToLong(
            row ->
                rows.get(row).choices().stream()
                    .flatMap(choice -> choice.nodes().stream())
                    .mapToLong(node -> (long) batch.firstToken(row) + node))
        .toArray();
  }

  /** The tokens that they shall predict, in the same order. */
  public static long[] targets(List<ScoringRow> rows) {
    return rows.stream()
        .flatMap(row -> row.choices().stream())
        .flatMap(choice -> choice.tokens().stream())
        .mapToLong(Integer::longValue)
        .toArray();
  }

  /** How many tokens are read for this request alone. */
  public int size() {
    return tree.size();
  }

  Usage usage(int sharedTokens) {
    return new Usage(tree.size(), tree.visibleKeys(), sharedTokens, truncated);
  }

  private static String abbreviate(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private record Pair(List<Integer> context, List<Integer> continuation) {

    /** How many tokens go from the left, so that what is read fits the block. */
    int cut(int blockSize) {
      return Math.max(0, context.size() + continuation.size() - (blockSize + 1));
    }

    /** Context and continuation from a token on; the last one is only predicted, never read. */
    List<Integer> read(int from) {
      List<Integer> whole = new ArrayList<>(context);
      whole.addAll(continuation);
      return whole.subList(from, whole.size() - 1);
    }

    /**
     * A text's tokens as lm-evaluation-harness predicts them ({@code get_rolling_token_windows},
     * with a context of one token): the first window behind the token that stands for an empty
     * context, each further one behind as many tokens as fill the block.
     */
    static List<Pair> windows(String text, Tokenizer tokenizer, int blockSize) {
      List<Integer> tokens = tokenizer.encode(text);
      if (tokens.isEmpty()) {
        throw new UnanswerableException("the text has no tokens");
      }
      int first = Math.min(blockSize, tokens.size());
      List<Pair> windows = new ArrayList<>();
      windows.add(new Pair(List.of(tokenizer.prefixToken()), tokens.subList(0, first)));
      for (int from = first; from < tokens.size(); from += blockSize) {
        int end = Math.min(from + blockSize, tokens.size());
        windows.add(new Pair(tokens.subList(end - blockSize - 1, from), tokens.subList(from, end)));
      }
      return windows;
    }

    static Pair of(String context, String continuation, Tokenizer tokenizer) {
      if (context.isEmpty()) {
        int prefix = tokenizer.prefixToken();
        List<Integer> tokens = tokenizer.encodePlain(continuation);
        return !tokens.isEmpty() && tokens.get(0) == prefix
            ? new Pair(tokens.subList(0, 1), tokens.subList(1, tokens.size()))
            : new Pair(List.of(prefix), tokens);
      }
      String stripped = PythonSpace.stripTrailing(context);
      List<Integer> whole = tokenizer.encode(context + continuation);
      List<Integer> head = tokenizer.encode(stripped);
      if (head.isEmpty()) {
        throw new UnanswerableException("the prompt is blank, so that no token predicts the first");
      }
      int split = Math.min(head.size(), whole.size());
      return new Pair(head, whole.subList(split, whole.size()));
    }
  }
}
