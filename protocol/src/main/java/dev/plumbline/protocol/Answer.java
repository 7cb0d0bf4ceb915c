package dev.plumbline.protocol;

import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.Request.Loglikelihoods;
import dev.plumbline.protocol.Response.Generation;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the model answered to one request at one point of a sweep, before anybody judged it. */
public sealed interface Answer {

  /** What is written down of its tokens. */
  default Recorded recorded() {
    return match(Loglikelihoods::recorded, Generation::recorded, failed -> Recorded.NONE);
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
   * @param recorded what is written down of their tokens
   */
  record Loglikelihoods(List<Float> sums, List<Boolean> greedy, Recorded recorded)
      implements Answer {
    public Loglikelihoods {
      sums = List.copyOf(sums);
      greedy = List.copyOf(greedy);
      if (sums.size() != greedy.size()) {
        throw new IllegalArgumentException(
            sums.size() + " log-likelihoods and " + greedy.size() + " greedy flags");
      }
    }

    public Loglikelihoods(List<Float> sums, List<Boolean> greedy) {
      this(sums, greedy, Recorded.NONE);
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
   * @param recorded what is written down of these tokens
   * @param others the further texts of a document that is asked several times
   */
  record Generation(String text, List<Integer> tokens, Recorded recorded, List<String> others)
      implements Answer {
    public Generation {
      Objects.requireNonNull(text, "text");
      tokens = List.copyOf(tokens);
      others = List.copyOf(others);
    }

    public Generation(String text, List<Integer> tokens, Recorded recorded) {
      this(text, tokens, recorded, List.of());
    }

    /** All texts, in the order in which they were asked for. */
    public List<String> texts() {
      return Stream.concat(Stream.of(text), others.stream()).toList();
    }

    public Generation(String text, List<Integer> tokens) {
      this(text, tokens, Recorded.NONE);
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
