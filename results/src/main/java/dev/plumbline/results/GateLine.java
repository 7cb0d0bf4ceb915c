package dev.plumbline.results;

import dev.plumbline.protocol.GatedToken;
import dev.plumbline.protocol.SweepPoint;
import java.util.List;
import java.util.function.Function;

/**
 * A line of {@code gates.jsonl}: what the exit gate made of a sample's tokens.
 *
 * @param tokens ids, by continuation; a text is one
 * @param logprobs of each token
 * @param gate of each token after loop 1, 2 and so on, before the sigmoid
 */
record GateLine(
    String task,
    int docId,
    SweepPoint iterations,
    List<List<Integer>> tokens,
    List<List<Float>> logprobs,
    List<List<List<Float>>> gate) {

  static GateLine of(Sample sample) {
    return new GateLine(
        sample.task(),
        sample.document().number(),
        sample.point(),
        each(sample, GatedToken::token),
        each(sample, GatedToken::logprob),
        each(sample, GatedToken::gate));
  }

  private static <T> List<List<T>> each(Sample sample, Function<GatedToken, T> value) {
    return sample.recorded().gated().stream()
        .map(continuation -> continuation.stream().map(value).toList())
        .toList();
  }
}
