package dev.plumbline.runner;

import dev.plumbline.protocol.Request;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.tokenizer.SharedTokens;
import dev.plumbline.runner.tokenizer.Tokenizer;
import dev.plumbline.runner.tokenizer.UnanswerableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Requests of one kind that begin alike, tokenized.
 *
 * @param shared what all begin with
 * @param items one for each request
 */
record RequestGroup<T>(SharedTokens shared, List<T> items) {

  /**
   * Requests by what they share, in the order of their first ones. What cannot be asked is reported
   * to the run and is in no group.
   *
   * @param blockSize the longest sequence
   * @param tokenized makes items of a request and its group's shared tokens
   */
  static <R extends Request, T> List<RequestGroup<T>> of(
      List<R> requests,
      Tokenizer tokenizer,
      int blockSize,
      BiFunction<R, SharedTokens, List<T>> tokenized,
      SweepRun run) {
    Map<String, RequestGroup<T>> groups = new LinkedHashMap<>();
    for (R request : requests) {
      RequestGroup<T> group =
          groups.computeIfAbsent(request.sharedPrefix(), text -> empty(text, tokenizer, blockSize));
      try {
        group.items.addAll(tokenized.apply(request, group.shared));
      } catch (UnanswerableException e) {
        run.failed(request, e);
      }
    }
    groups.values().removeIf(group -> group.items.isEmpty());
    return List.copyOf(groups.values());
  }

  private static <T> RequestGroup<T> empty(
      String sharedPrefix, Tokenizer tokenizer, int blockSize) {
    SharedTokens shared =
        sharedPrefix.isEmpty()
            ? SharedTokens.NONE
            : SharedTokens.of(tokenizer.encode(sharedPrefix), blockSize);
    return new RequestGroup<>(shared, new ArrayList<>());
  }
}
