package dev.plumbline.protocol;

import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Generation;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What the model answered to one request at one point of a sweep, before anybody judged it. */
public sealed interface Answer {

  /** The tokens of each continuation or of the text; empty where the exit gate is not recorded. */
  default List<List<GatedToken>> recorded() {
    return match(
        Loglikelihoods::gated,
        generation -> generation.gated().isEmpty() ? List.of() : List.of(generation.gated()),
        failed -> List.of());
  }

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(
      Function<Loglikelihoods, R> loglikelihoods,
      Function<Generation, R> generation,
      Function<Failed, R> failed);

  /**
   * One per continuation, in the request's order.
   *
   * @param sums natural-log likelihoods of whole continuations, the sum over their tokens, at
   *     float32: the precision of the model, so that the digits written are the digits there are
   * @param greedy whether every token of the continuation was the most likely one
   * @param gated the tokens of each continuation; empty where the exit gate is not recorded
   */
  record Loglikelihoods(List<Float> sums, List<Boolean> greedy, List<List<GatedToken>> gated)
      implements Answer {
    public Loglikelihoods {
      gated = gated.stream().map(List::copyOf).toList();
      sums = List.copyOf(sums);
      greedy = List.copyOf(greedy);
      if (sums.size() != greedy.size()) {
        throw new IllegalArgumentException(
            sums.size() + " log-likelihoods and " + greedy.size() + " greedy flags");
      }
    }

    public Loglikelihoods(List<Float> sums, List<Boolean> greedy) {
      this(sums, greedy, List.of());
    }

    @Override
    public <R> R match(
        Function<Loglikelihoods, R> loglikelihoods,
        Function<Generation, R> generation,
        Function<Failed, R> failed) {
      return loglikelihoods.apply(this);
    }
  }

  /**
   * A text that goes on from the context.
   *
   * @param text without special tokens, cut at the first stop string
   * @param tokens all generated ids, including what was cut from the text
   * @param gated the same tokens; empty where the exit gate is not recorded
   */
  record Generation(String text, List<Integer> tokens, List<GatedToken> gated) implements Answer {
    public Generation {
      Objects.requireNonNull(text, "text");
      tokens = List.copyOf(tokens);
      gated = List.copyOf(gated);
    }

    public Generation(String text, List<Integer> tokens) {
      this(text, tokens, List.of());
    }

    @Override
    public <R> R match(
        Function<Loglikelihoods, R> loglikelihoods,
        Function<Generation, R> generation,
        Function<Failed, R> failed) {
      return generation.apply(this);
    }
  }

  /** No answer could be given; {@code error} says why in one line. */
  record Failed(String error) implements Answer {
    public Failed {
      Objects.requireNonNull(error, "error");
    }

    @Override
    public <R> R match(
        Function<Loglikelihoods, R> loglikelihoods,
        Function<Generation, R> generation,
        Function<Failed, R> failed) {
      return failed.apply(this);
    }
  }
}
