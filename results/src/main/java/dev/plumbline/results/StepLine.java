package dev.plumbline.results;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A line of {@code steps.jsonl}: when a sample's tokens left the core.
 *
 * @param tokens ids, by continuation; a text is one
 * @param texts of each token; those of special ones, and of ones that nobody can read, are empty
 * @param logprobs of each token
 * @param steps iterations that the one before each token ran
 * @param values of the exit criterion there; null where there is none
 */
record StepLine(
    String task,
    int docId,
    SweepPoint iterations,
    List<List<Integer>> tokens,
    List<List<String>> texts,
    List<List<Float>> logprobs,
    List<List<Integer>> steps,
    List<List<Float>> values)
    implements JsonLines.Line<StepTrace> {

  static StepLine of(Sample sample, IntFunction<String> texts) {
    return new StepLine(
        sample.task(),
        sample.document().number(),
        sample.point(),
        each(sample, ExitedToken::token),
        each(sample, token -> texts.apply(token.token())),
        each(sample, ExitedToken::logprob),
        each(sample, ExitedToken::steps),
        each(sample, token -> Float.isNaN(token.value()) ? null : token.value()));
  }

  private static <T> List<List<T>> each(Sample sample, Function<ExitedToken, T> value) {
    List<List<T>> all = new ArrayList<>();
    for (List<ExitedToken> continuation : sample.recorded().exited()) {
      List<T> values = new ArrayList<>();
      continuation.forEach(token -> values.add(value.apply(token)));
      all.add(values);
    }
    return all;
  }

  @Override
  public StepTrace read() {
    List<List<ExitedToken>> exited = new ArrayList<>();
    for (int i = 0; i < JsonLines.require(tokens, "tokens").size(); i++) {
      List<ExitedToken> continuation = new ArrayList<>();
      for (int j = 0; j < tokens.get(i).size(); j++) {
        Float value = JsonLines.require(values, "values").get(i).get(j);
        continuation.add(
            new ExitedToken(
                tokens.get(i).get(j),
                JsonLines.require(logprobs, "logprobs").get(i).get(j),
                JsonLines.require(steps, "steps").get(i).get(j),
                value == null ? Float.NaN : value));
      }
      exited.add(continuation);
    }
    return new StepTrace(
        new SampleId(
            new DocumentId(JsonLines.require(task, "task"), docId),
            JsonLines.require(iterations, "iterations")),
        exited,
        JsonLines.require(texts, "texts"));
  }
}
