package dev.plumbline.runner;

import java.util.List;

/** What the model answered to one request at one depth. */
public sealed interface Answer {

  /**
   * One per continuation, in the request's order.
   *
   * @param sums natural-log likelihoods of whole continuations, the sum over their tokens
   * @param greedy whether every token of the continuation was the most likely one
   */
  record Loglikelihoods(List<Float> sums, List<Boolean> greedy) implements Answer {
    public Loglikelihoods {
      sums = List.copyOf(sums);
      greedy = List.copyOf(greedy);
    }
  }

  /**
   * A text that goes on from the prompt.
   *
   * @param text without special tokens, cut at the first stop string
   * @param tokens all generated ids, including what was cut from the text
   */
  record Generation(String text, List<Integer> tokens) implements Answer {
    public Generation {
      tokens = List.copyOf(tokens);
    }
  }

  /** No answer could be given; {@code error} says why in one line. */
  record Failed(String error) implements Answer {}
}
