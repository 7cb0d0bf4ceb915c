package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Requests of one kind that begin alike, tokenized.
 *
 * @param sharedTokens what all begin with; empty where sharing does not pay
 * @param requests their indices in the caller's list
 * @param items as many, in the same order
 */
record RequestGroup<T>(List<Integer> sharedTokens, List<Integer> requests, List<T> items) {

  /**
   * Requests by what they share, in the order of their first ones. What cannot be asked is told to
   * the pass and is in no group.
   *
   * @param tokenized makes an item of a request and its group's shared tokens
   */
  static <R extends Request, T> List<RequestGroup<T>> of(
      List<? extends Request> requests,
      Class<R> kind,
      Tokenizer tokenizer,
      BiFunction<R, List<Integer>, T> tokenized,
      Pass pass) {
    Map<String, RequestGroup<T>> groups = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      if (kind.isInstance(requests.get(i))) {
        R request = kind.cast(requests.get(i));
        RequestGroup<T> group =
            groups.computeIfAbsent(request.sharedPrefix(), text -> empty(text, tokenizer));
        try {
          group.items.add(tokenized.apply(request, group.sharedTokens));
          group.requests.add(i);
        } catch (UnanswerableException e) {
          pass.failed(i, e);
        }
      }
    }
    groups.values().removeIf(group -> group.items.isEmpty());
    return List.copyOf(groups.values());
  }

  private static <T> RequestGroup<T> empty(String sharedPrefix, Tokenizer tokenizer) {
    List<Integer> sharedTokens =
        sharedPrefix.isEmpty()
            ? List.of()
            : SharedPrefix.worthwhile(tokenizer.encode(sharedPrefix));
    return new RequestGroup<>(sharedTokens, new ArrayList<>(), new ArrayList<>());
  }

  /** Computes what the requests share. */
  SharedPrefix prefix(
      Arena.Frame memory, Architecture architecture, Recurrence recurrence, Pass pass)
      throws OrtException {
    Prefill prefill = new Prefill(architecture, recurrence, pass.sweep(), pass.meter());
    SharedPrefix[] prefix = new SharedPrefix[1];
    MemoryShortage.watch(
        () -> prefix[0] = SharedPrefix.of(sharedTokens, memory, architecture, prefill));
    return prefix[0];
  }
}
